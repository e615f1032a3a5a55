"""The figures as people and programs read them: tables, and JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from bench.evaluate.figures import Figure


def tables(figures: Sequence[Figure]) -> str:
    """Return every table with its rows and, a column each, its figures."""
    names = dict.fromkeys(figure.table for figure in figures)
    return "\n\n".join(_table(name, [figure for figure in figures if figure.table == name]) for name in names)


def _table(title: str, figures: Sequence[Figure]) -> str:
    columns, rows = dict.fromkeys(one.name for one in figures), dict.fromkeys(one.row for one in figures)
    cells = {(one.row, one.name): cell(one) for one in figures}
    lines = [[title, *columns], *([row, *(cells.get((row, name), "") for name in columns)] for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(columns) + 1)]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def cell(figure: Figure) -> str:
    """Return percent, the bounds, and of how many."""
    if figure.low is None or figure.high is None:
        return f"{100 * figure.value:.1f} (of {figure.n:.0f} classes)"
    return f"{100 * figure.value:.1f} ({100 * figure.low:.0f}–{100 * figure.high:.0f}, n {figure.n:.0f})"


def json_lines(material: str, figures: Iterable[Figure]) -> str:
    """Return one JSON object a line, as `make bench` does."""
    return "\n".join(json.dumps({"material": material, **_rounded(figure)}) for figure in figures)


def _rounded(figure: Figure) -> dict[str, object]:
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(figure).items()}
