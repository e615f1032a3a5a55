"""A figure with its interval, and the figures that every kind of reading shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959964  # the normal quantile of a two-sided 95 % interval


@dataclass(frozen=True)
class Figure:
    """A share from 0 to 1 of n things; low and high bound it with 95 % confidence, None where no interval holds."""

    table: str
    row: str
    name: str
    value: float
    n: float
    low: float | None = None
    high: float | None = None


# What was right to say, the likeliest first, and what was said.
Judged = tuple[tuple[str, ...], str]


def wilson(hits: float, of: float) -> tuple[float, float]:
    """Return the Wilson 95 % interval of a share, which holds for few things and for shares near 0 and 1."""
    share, shift = hits / of, Z95 * Z95 / of
    middle = (share + shift / 2) / (1 + shift)
    reach = Z95 * sqrt(share * (1 - share) / of + shift / (4 * of)) / (1 + shift)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def shares(table: str, row: str, counted: Iterable[tuple[str, float, float]]) -> list[Figure]:
    """Return a figure for each (name, hits, of); what there is none of has no figure."""
    return [Figure(table, row, name, hits / of, of, *wilson(hits, of)) for name, hits, of in counted if of]


def f1_of(right: float, said: float, meant: float) -> tuple[float, float]:
    """Return F1 as hits and n: what was right once, over the mean of what was said and meant, so no interval is too narrow."""
    return right, (said + meant) / 2


def per_class(table: str, language: str, judged: Sequence[Judged]) -> list[Figure]:
    """Return precision, recall and F1 of each class that is the likeliest somewhere."""
    return [
        figure
        for name in sorted({accepted[0] for accepted, _ in judged})
        for figure in shares(table, f"{language} {name}", _of_class(name, judged))
    ]


def _of_class(name: str, judged: Sequence[Judged]) -> list[tuple[str, float, float]]:
    meant = [said in accepted for accepted, said in judged if accepted[0] == name]
    said = [name in accepted for accepted, guess in judged if guess == name]
    return [
        ("precision", sum(said), len(said)),
        ("recall", sum(meant), len(meant)),
        ("F1", (sum(said) + sum(meant)) / 2, (len(said) + len(meant)) / 2),
    ]


def macro_f1(table: str, language: str, figures: Iterable[Figure], without: frozenset[str]) -> Figure:
    """Return the mean F1 of the classes, each counting the same; it is no share, so it has no interval."""
    kept = [one for one in figures if one.name == "F1" and one.row.removeprefix(f"{language} ") not in without]
    return Figure(table, language, "macro-F1", sum(one.value for one in kept) / len(kept), len(kept))
