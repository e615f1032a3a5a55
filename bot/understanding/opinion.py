"""The trained second opinion on danger signs: it may raise a tier that the rules gave, and never lowers one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.safety import Opinion, Stance, Tier
from bot.safety.normalise import words_of
from bot.understanding import linear
from bot.understanding.linear import LinearModel
from bot.understanding.text_features import text_features

# From here on it alarms, sooner for a crisis, where the text to the patient does no harm; below the last it doubts an alarm
# of the rules. Chosen on the development set.
_ALARMS_FROM, _CRISIS_FROM, _DOUBTS_BELOW = 0.55, 0.35, 0.1
_CRISES = frozenset({"suicide_explicit", "suicide_veiled", "self_harm", "harm_to_others"})
_ABUSE = "abuse"
_EVEN = 0.5
# A long text is looked at in parts that overlap: a sign is said in a few words, and would drown among the others.
_WINDOW, _STEP = 45, 22  # words


@dataclass(frozen=True)
class OpinionModel:
    """alarm: whether anything is to be feared. kind: what. urgent: whether it is T1 and not T2."""

    alarm: LinearModel
    kind: LinearModel
    urgent: LinearModel

    def of(self, text: str) -> Opinion:
        likelihood, start, end = max((self._likelihood(text[start:end]), start, end) for start, end in _windows(text))
        said = text_features(text[start:end])
        kind = self.kind.best(said)
        return Opinion(_stance(likelihood, kind), round(likelihood, 4), self._tier(kind, said), kind, start, end)

    def _likelihood(self, text: str) -> float:
        return self.alarm.likelihood(text_features(text))

    def _tier(self, kind: str, said: linear.Said) -> Tier:
        if kind in _CRISES:
            return Tier.CRISIS
        if self.urgent.likelihood(said) >= _EVEN:
            return Tier.T1
        return Tier.CRISIS if kind == _ABUSE else Tier.T2

    def save(self, folder: Path) -> None:
        for name, model in (("alarm", self.alarm), ("kind", self.kind), ("urgent", self.urgent)):
            model.save(folder / name)


EMPTY = OpinionModel(linear.EMPTY, linear.EMPTY, linear.EMPTY)


def load(folder: Path) -> OpinionModel:
    return OpinionModel(*(linear.load(folder / name) for name in ("alarm", "kind", "urgent")))


def _stance(likelihood: float, kind: str) -> Stance:
    if likelihood >= (_CRISIS_FROM if kind in _CRISES else _ALARMS_FROM):
        return Stance.ALARMS
    return Stance.DOUBTS if likelihood < _DOUBTS_BELOW else Stance.UNSURE


def _windows(text: str) -> Iterator[tuple[int, int]]:
    words = words_of(text)
    if len(words) <= _WINDOW + _STEP:
        yield 0, len(text)
        return
    for first in range(0, len(words) - _STEP, _STEP):
        yield words[first].start, words[min(first + _WINDOW, len(words)) - 1].end
