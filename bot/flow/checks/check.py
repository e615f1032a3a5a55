"""What a check of a flow is, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from bot.flow.document import Path, Place
from bot.flow.model import Flow


class Level(str, Enum):
    """An error keeps a flow from being published; advice does not."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True)
class Found:
    """path: keys of the flow file down to what is wrong; problem: what is wrong there, as a sentence."""

    path: Path
    problem: str


@dataclass(frozen=True)
class Check:
    """reason: what a patient or the team would suffer; example: a piece of a flow it finds; fix: what to do about it.

    walks: it follows the steps, and says nothing sensible about a flow whose steps lead nowhere or in a circle.
    """

    name: str
    level: Level
    reason: str
    example: str
    fix: str
    find: Callable[[Flow], Iterable[Found]]
    walks: bool = False


@dataclass(frozen=True)
class Finding:
    """What a check found in a file. place: of the nearest key that is written there."""

    check: Check
    found: Found
    where: str
    place: Place

    def __str__(self) -> str:
        return f"{self.where}, {self.place}: {self.check.level.value}: {self.found.problem} {self.check.reason} {self.check.fix}"
