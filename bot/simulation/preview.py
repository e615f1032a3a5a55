"""A talk that a clinic has with its own draft, as it is stored: what was typed, and what came of it the last time it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

ADULT = 52  # years, of a patient of whom nothing else is said
MOST_TEXTS = 60
LONGEST = 1600  # characters of one text


@dataclass(frozen=True)
class Cue:
    says: str
    hours: int = 0


@dataclass(frozen=True)
class Whom:
    """Whom a draft is to talk to. age, visit_type: for the conditions of the flow. team_topics: how many the team has added."""

    language: str = "en"
    age: int = ADULT
    visit_type: str = ""
    team_topics: int = 0
    channel: str = "sms"  # or web


@dataclass(frozen=True)
class Preview:
    """language to channel: see Whom.

    cues: what was typed. asked: counts the changes to them; shown_for: up to which of these `shown` goes.
    shown: see bot.simulation.rehearsal.view; None at first, and where the assistant failed. revision: of the draft talked to.
    """

    id: UUID
    clinic_id: UUID
    name: str
    by: str
    at: datetime
    language: str = "en"
    age: int = ADULT
    visit_type: str = ""
    team_topics: int = 0
    channel: str = "sms"  # or web
    cues: tuple[Cue, ...] = ()
    asked: int = 0
    shown: dict[str, Any] | None = None
    shown_for: int = 0
    revision: int = 0

    @property
    def waiting(self) -> bool:
        return self.shown_for < self.asked
