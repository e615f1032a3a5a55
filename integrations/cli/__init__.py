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
    from bot.errors import PrevisitError
    from integrations.cli.commands import app

    try:
        app()
    except PrevisitError as error:
        print(f"previsit: {error}", file=sys.stderr)  # noqa: T201 - what a command prints
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
