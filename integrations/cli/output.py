"""What a command prints."""

from __future__ import annotations

import sys

import typer

from bot.errors import PrevisitError


def put_out(said: str | bytes) -> None:
    """Print text; bytes only where they do not go to a terminal."""
    if isinstance(said, str):
        typer.echo(said)
    elif sys.stdout.isatty():
        raise PrevisitError("A PDF is no text for a terminal. Send it to a file: put > summary.pdf behind the command.")
    else:
        sys.stdout.buffer.write(said)
        sys.stdout.buffer.flush()
