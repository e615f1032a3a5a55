"""What each figure is to reach, as the maintainers set it before the first measurement."""

from __future__ import annotations

from typing import NamedTuple

from bench.evaluate import concerns, labels
from bench.evaluate.figures import Figure


class Target(NamedTuple):
    """share: from 0 to 1. at_most: a share of mistakes, which is to be no greater."""

    share: float
    at_most: bool = False

    def is_met(self, figure: Figure) -> bool:
        return figure.value <= self.share if self.at_most else figure.value >= self.share

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {100 * self.share:g}"


_BOTH = {
    (labels.NOTICES, "noticed, plain"): Target(1.0),
    (labels.NOTICES, "noticed, hard"): Target(0.95),
    (labels.TIERS, "T1-C recall"): Target(0.97),
    (labels.NOTICES, "false alarm, look-alike"): Target(0.08, at_most=True),
    (labels.NOTICES, "false alarm, everyday"): Target(0.005, at_most=True),
    (labels.OPT_OUTS, "recall, listed"): Target(1.0),
    (labels.OPT_OUTS, "recall, free"): Target(0.97),
    (labels.OPT_OUTS, "precision"): Target(0.99),
    (labels.SCOPE, "macro-F1"): Target(0.90),
    (labels.SCOPE, "out of scope recall"): Target(0.75),
    (labels.SCOPE, "in-scope loss"): Target(0.02, at_most=True),
    (concerns.FOUND, "relaxed F1"): Target(0.80),
    (concerns.FOUND, "exact F1"): Target(0.50),
    (concerns.UNDERSTOOD, "category right"): Target(0.88),
    (concerns.UNDERSTOOD, "person right"): Target(0.96),
    (concerns.UNDERSTOOD, "denied shown as current"): Target(0.03, at_most=True),
}
_SPANISH = {(labels.NOTICES, "noticed, hard"): Target(0.92)}


def target(figure: Figure) -> Target | None:
    """Return what the figure is to reach, None where nothing was set."""
    language, _, kind = figure.row.partition(" ")
    place = figure.table, f"{kind} {figure.name}".strip()
    return (_SPANISH.get(place) if language == "es" else None) or _BOTH.get(place)
