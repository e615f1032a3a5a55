"""The trained second opinion on danger signs: it may raise a tier that the rules gave, and never lowers one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from bot.safety import Opinion, Stance, Tier
from bot.safety.normalise import words_of
from bot.understanding import linear
from bot.understanding.linear import LinearModel
from bot.understanding.text_features import text_features

# From here on it alarms, sooner for a crisis, where the text to the patient does no harm; below the last it doubts an alarm
# of the rules. Chosen on the development set.
_ALARMS_FROM, _CRISIS_FROM, _DOUBTS_BELOW = 0.55, 0.35, 0.1
_ABUSE = "abuse"
CRISES = frozenset({"suicide_explicit", "suicide_veiled", "self_harm", "harm_to_others", _ABUSE})
_EVEN = 0.5
# A long text is looked at in parts that overlap: a sign is said in a few words, and would drown among the others. The
# likeliest of many parts is likely by chance: of 21 long everyday texts 16 alarm from 0.55 on and 2 from 0.85 on; of the
# signs of the development set put into them 77 in 100 are found, and alone 85.
_WINDOW, _STEP = 25, 12  # words
_ALARMS_FROM_AMONG_MANY = 0.85


@dataclass(frozen=True)
class OpinionModel:
    """alarm: whether anything is to be feared. crisis: whether for the mind or by a person, and not for the body.

    crises, bodily: which one. urgent: whether it is T1 and not T2.
    """

    alarm: LinearModel
    crisis: LinearModel
    crises: LinearModel
    bodily: LinearModel
    urgent: LinearModel

    def of(self, text: str) -> Opinion:
        parts = list(windows(text))
        likelihood, start, end = max((self._likelihood(text[start:end]), start, end) for start, end in parts)
        said = text_features(text[start:end])
        kind = (self.crises if self.crisis.likelihood(said) >= _EVEN else self.bodily).best(said)
        urgency = self.urgent.likelihood(said)
        stance, tier = _stance(likelihood, kind, among_many=len(parts) > 1), _tier(kind, urgency)
        return Opinion(stance, round(likelihood, 4), tier, round(urgency, 4), kind, start, end)

    def _likelihood(self, text: str) -> float:
        return self.alarm.likelihood(text_features(text))

    def save(self, folder: Path) -> None:
        for part in fields(self):
            getattr(self, part.name).save(folder / part.name)


EMPTY = OpinionModel(*[linear.EMPTY] * len(fields(OpinionModel)))


def load(folder: Path) -> OpinionModel:
    return OpinionModel(*(linear.load(folder / part.name) for part in fields(OpinionModel)))


def _tier(kind: str, urgency: float) -> Tier:
    if kind in CRISES - {_ABUSE}:
        return Tier.CRISIS
    if urgency >= _EVEN:
        return Tier.T1
    return Tier.CRISIS if kind == _ABUSE else Tier.T2


def _stance(likelihood: float, kind: str, *, among_many: bool) -> Stance:
    alone = _CRISIS_FROM if kind in CRISES - {_ABUSE} else _ALARMS_FROM
    if likelihood >= (_ALARMS_FROM_AMONG_MANY if among_many else alone):
        return Stance.ALARMS
    return Stance.DOUBTS if likelihood < _DOUBTS_BELOW else Stance.UNSURE


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each part that is looked at for itself, in code points; of a short text the whole."""
    words = words_of(text)
    if len(words) <= _WINDOW + _STEP:
        yield 0, len(text)
        return
    for first in range(0, len(words) - _STEP, _STEP):
        yield words[first].start, words[min(first + _WINDOW, len(words)) - 1].end
