"""What a scan can say about a message: tiers, kinds and notices. It notices phrases; it never clears or diagnoses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any


class Tier(str, Enum):
    T1 = "T1"
    CRISIS = "T1-C"
    T2 = "T2"
    NOTE = "T3"
    NONE = "none"

    @property
    def alarms(self) -> bool:
        """Whether the patient gets a safety text and somebody is paged."""
        return self in (Tier.T1, Tier.CRISIS, Tier.T2)


# A crisis goes before an emergency: its text names both 988 and 911, the emergency text only 911.
WORST_FIRST = (Tier.CRISIS, Tier.T1, Tier.T2, Tier.NOTE, Tier.NONE)


@dataclass(frozen=True)
class Notice:
    """start and end: code points, half open, in the text as it was given. kind: the `class` of the JSON shapes."""

    tier: Tier
    kind: str
    start: int
    end: int
    rule: str


class Stance(str, Enum):
    """What the trained second opinion holds of a text, beside whatever the rules noticed."""

    ALARMS = "alarms"
    UNSURE = "unsure"
    DOUBTS = "doubts"


@dataclass(frozen=True)
class Opinion:
    """The second opinion: which danger sign a text would hold, and how likely, from 0 to 1. start, end: code points.

    urgency: how likely it cannot wait for the day, from 0 to 1.
    """

    stance: Stance
    likelihood: float
    tier: Tier
    urgency: float
    kind: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "stance": self.stance.value, "tier": self.tier.value}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Opinion:
        return cls(**{**said, "stance": Stance(said["stance"]), "tier": Tier(said["tier"])})


SURELY_URGENT = (
    0.92  # on the development set it was right of all that it raises from 0.8 on; the reviewed transcripts ask for more
)
# Classes of rules that the second opinion is not trained on: it gives such a sign the name of another.
UNTAUGHT = frozenset({"allergic", "blood_pressure", "dehydration", "head_injury", "infant_unwell", "severe_pain"})


def raises(opinion: Opinion, noticed: Iterable[tuple[str, Tier]]) -> bool:
    """Whether the second opinion finds worse than the rules, of which class and tier of each notice are given.

    An emergency stays one. The reviewed tier of a sign that the rules know stands, unless the opinion is sure.
    """
    alarming = [kind for kind, tier in noticed if tier.alarms]
    if any(tier in (Tier.T1, Tier.CRISIS) for _, tier in noticed) or not UNTAUGHT.isdisjoint(alarming):
        return False
    higher = not alarming or opinion.tier is not Tier.T2
    another = opinion.kind not in alarming or opinion.urgency >= SURELY_URGENT
    return opinion.stance is Stance.ALARMS and higher and another


def worst(notices: Iterable[Notice]) -> Tier:
    return min((notice.tier for notice in notices), key=WORST_FIRST.index, default=Tier.NONE)
