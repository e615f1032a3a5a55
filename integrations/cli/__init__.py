"""The command line: `previsit …`. Every error of ours is one clear line and a non-zero exit."""

from __future__ import annotations

import os
import sys
import warnings


def main() -> None:
    """Run the command that was typed."""
    # Before anything imports Rasa: no telemetry, no TensorFlow chatter, no advice about SQLAlchemy 2.
    for name, value in (
        ("RASA_TELEMETRY_ENABLED", "false"),
        ("TF_CPP_MIN_LOG_LEVEL", "3"),
        ("SQLALCHEMY_SILENCE_UBER_WARNING", "1"),
    ):
        os.environ.setdefault(name, value)
    warnings.simplefilter("ignore")  # what the libraries that Rasa pins advise their own programmers
    _share_metrics(sys.argv[1:2])
    from bot.errors import PrevisitError
    from integrations.cli.commands import app

    try:
        app()
    except PrevisitError as error:
        print(f"previsit: {error}", file=sys.stderr)  # noqa: T201 - what a command prints
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _share_metrics(command: list[str]) -> None:
    """Let the processes of one Previsit count together; prometheus-client asks for that before it is first imported."""
    if command not in (["up"], ["web"], ["worker"]):
        return
    from integrations.places import data_dir
    from integrations.shared_metrics import share_metrics

    share_metrics(data_dir(os.environ), fresh=command == ["up"])
