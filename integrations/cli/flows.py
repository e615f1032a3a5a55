"""`previsit flows …`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from bot.flow.library import FlowError, flow_text, flows, parse_flow


def check(files: Sequence[Path]) -> None:
    """Print a line for each flow; exit 1 when one cannot be read."""
    texts = [(str(path), path.read_text(encoding="utf-8")) for path in files] or [(n, flow_text(n)) for n in flows()]
    fine = [_is_fine(where, text) for where, text in texts]  # every one, not only up to the first that is not
    if not all(fine):
        raise typer.Exit(1)


def _is_fine(where: str, text: str) -> bool:
    try:
        flow = parse_flow(text, where)
    except FlowError as error:
        typer.echo(f"{error}", err=True)
        return False
    typer.echo(f"{where}: {len(flow.questions)} questions, version {flow.version}")
    return True
