"""The command line: `previsit …`. Every error of ours is one clear line and a non-zero exit."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command that was typed."""
    # Before anything imports Rasa: no telemetry, no TensorFlow chatter, no advice about SQLAlchemy 2.
    for name, value in (
        ("RASA_TELEMETRY_ENABLED", "false"),
        ("TF_CPP_MIN_LOG_LEVEL", "3"),
        ("SQLALCHEMY_SILENCE_UBER_WARNING", "1"),
    ):
        os.environ.setdefault(name, value)
    _share_metrics(sys.argv[1:2])
    from integrations.observability import configure_logging

    # What the libraries that Rasa pins advise their own programmers goes to the log as well, below this level: ignoring
    # it by a filter does not last, since libraries set filters of their own while they are imported.
    configure_logging("ERROR")
    try:
        sys.exit(_run())
    except KeyboardInterrupt:
        sys.exit(130)


def _run() -> int | None:
    """Return the exit code of the command."""
    from typer import TyperException

    from bot.errors import PrevisitError
    from integrations.cli.commands import app

    try:
        code: int | None = app(standalone_mode=False)
    except PrevisitError as error:
        return _failed(str(error), 1)
    except TyperException as error:  # the command was typed wrongly; without a word, its help has been printed
        return _failed(error.format_message(), error.exit_code)
    return code


def _failed(said: str, code: int) -> int:
    if said:
        print(f"previsit: {said}", file=sys.stderr)  # noqa: T201 - what a command prints
    return code


def _share_metrics(command: list[str]) -> None:
    """Let the processes of one Previsit count together; prometheus-client asks for that before it is first imported."""
    if command not in (["up"], ["web"], ["worker"]):
        return
    from integrations.places import data_dir
    from integrations.shared_metrics import share_metrics

    share_metrics(data_dir(os.environ), fresh=command == ["up"])
