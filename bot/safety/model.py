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
    """The second opinion: which danger sign a text would hold, and how likely, from 0 to 1. start, end: code points."""

    stance: Stance
    likelihood: float
    tier: Tier
    kind: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "stance": self.stance.value, "tier": self.tier.value}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Opinion:
        return cls(**{**said, "stance": Stance(said["stance"]), "tier": Tier(said["tier"])})


def goes_higher(opinion: Opinion, tier: Tier) -> bool:
    """Whether the second opinion would raise this tier: a same-day sign or less becomes worse, an emergency stays one."""
    return tier not in (Tier.T1, Tier.CRISIS) and WORST_FIRST.index(opinion.tier) < WORST_FIRST.index(tier)


def worst(notices: Iterable[Notice]) -> Tier:
    return min((notice.tier for notice in notices), key=WORST_FIRST.index, default=Tier.NONE)
