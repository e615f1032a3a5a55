"""How well found concerns agree with annotated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.agenda.concern import Concern
from bot.understanding.concerns import concerns

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Pair:
    expected: dict[str, Any]
    found: Concern

    @property
    def exact(self) -> bool:
        return self.found.span == self.expected["span"]

    @property
    def right_category(self) -> bool:
        return self.found.category in self.expected["category"]

    @property
    def right_person(self) -> bool:
        return self.found.person == self.expected.get("person", "self")


@dataclass(frozen=True)
class Score:
    """pairs: concerns that overlap, each at most once."""

    pairs: tuple[Pair, ...]
    expected: int
    found: int
    misses: tuple[str, ...]

    @property
    def relaxed_f1(self) -> float:
        return 2 * len(self.pairs) / (self.expected + self.found)

    @property
    def exact_f1(self) -> float:
        return 2 * sum(pair.exact for pair in self.pairs) / (self.expected + self.found)

    def share(self, quality: str) -> float:
        return sum(getattr(pair, quality) for pair in self.pairs) / len(self.pairs)

    @property
    def denied_shown_as_current(self) -> float:
        denied = [pair for pair in self.pairs if pair.expected.get("negated")]
        return sum(not pair.found.negated for pair in denied) / len(denied)

    @property
    def current_shown_as_denied(self) -> float:
        current = [pair for pair in self.pairs if not pair.expected.get("negated")]
        return sum(pair.found.negated for pair in current) / len(current)


def score(language: str) -> Score:
    texts = YAML(typ="safe", pure=True).load((HERE / f"concerns_{language}.yml").read_text(encoding="utf-8"))["texts"]
    pairs: list[Pair] = []
    misses: list[str] = []
    expected = found = 0
    for text in texts:
        here = concerns(text["text"], language)
        paired = _paired(text["text"], text["concerns"], here)
        pairs += paired
        expected += len(text["concerns"])
        found += len(here)
        if len(paired) < max(len(here), len(text["concerns"])):
            misses.append(f"{text['text']}: {[concern.span for concern in here]}")
    return Score(tuple(pairs), expected, found, tuple(misses))


def _paired(text: str, expected: Sequence[dict[str, Any]], found: Sequence[Concern]) -> list[Pair]:
    left = list(found)
    pairs = []
    for one in expected:
        start = text.index(one["span"])
        end = start + len(one["span"])
        best = max(left, key=lambda concern: min(end, concern.end) - max(start, concern.start), default=None)
        if best is not None and min(end, best.end) > max(start, best.start):
            pairs.append(Pair(one, best))
            left.remove(best)
    return pairs
