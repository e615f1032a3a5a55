"""What a scan can say about a message: tiers, kinds and notices. It notices phrases; it never clears or diagnoses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


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


def worst(notices: Iterable[Notice]) -> Tier:
    return min((notice.tier for notice in notices), key=WORST_FIRST.index, default=Tier.NONE)
