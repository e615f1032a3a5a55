"""What a move leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.agenda.events import Event
from bot.flow.model import Session


@dataclass(frozen=True)
class Say:
    """A text for the patient: a key of the message catalogue, or "question:<id>" of the flow.

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
