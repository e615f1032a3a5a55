"""What a move leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.agenda.events import Event
from bot.flow.model import Session

QUESTION = "question:"


@dataclass(frozen=True)
class Say:
    """A text for the patient: a key of the message catalogue, or QUESTION and the id of one of the flow's.

    A question's `form` value asks for its short wording or its prompt; see bot.flow.wording.
    """

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    session: Session
    events: tuple[Event, ...] = ()
    say: tuple[Say, ...] = ()  # one outbound text, a line each
    tasks: tuple[str, ...] = ()  # kinds of staff task
