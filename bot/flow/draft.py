"""A step while it is being worked out: each thing that happens makes the next draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.agenda.events import Event, Recorded, Requested
from bot.agenda.fold import fold
from bot.agenda.model import Agenda, Quote, Source, StaffRequest
from bot.agenda.undo import inverse, without_words
from bot.flow.model import Flow, Frame, Question, Session, Stage
from bot.flow.naming import named
from bot.flow.step import QUESTION, Say, Step

UNDO_DEPTH = 8  # moves that can be taken back
AWAY = timedelta(hours=6)  # after so long a patient is reminded of what was said


@dataclass(frozen=True)
class Draft:
    flow: Flow
    session: Session
    agenda: Agenda
    now: datetime
    before: Session
    language: str = "en"
    events: tuple[Event, ...] = ()
    restore: tuple[Event, ...] = ()  # takes the events back, the last one first
    say: tuple[Say, ...] = ()
    tasks: tuple[str, ...] = ()

    @property
    def question(self) -> Question | None:
        """The open question of the flow."""
        return self.flow.question(self.session.question)

    @property
    def away(self) -> bool:
        """Whether the patient comes back after a long pause."""
        return self.before.at is not None and self.now - self.before.at > AWAY

    @property
    def asks(self) -> bool:
        """Whether something is open that an answer beside it returns to."""
        invited = self.session.stage is Stage.INVITED and not self.agenda.declined
        return invited or self.session.stage in (Stage.ASKING, Stage.READING_BACK)

    def record(self, *events: Event) -> Draft:
        """Let the events happen to the agenda, one after the other."""
        draft = self
        by = "proxy" if self.session.source is Source.PROXY else "patient"
        for event in events:
            back = inverse(event, draft.agenda)
            restore = (without_words(back), *draft.restore) if back else draft.restore
            agenda = fold(draft.agenda, Recorded(event, self.now, by))
            draft = replace(draft, agenda=agenda, events=(*draft.events, event), restore=restore)
        return draft

    def tell(self, key: str, **values: str) -> Draft:
        return replace(self, say=(*self.say, Say(key, values)))

    def tell_all(self, lines: tuple[Say, ...]) -> Draft:
        return replace(self, say=(*self.say, *lines))

    def request(self, kind: str, quotes: tuple[Quote, ...]) -> Draft:
        return self.record(Requested(StaffRequest(kind, quotes))).task(kind)

    def task(self, kind: str) -> Draft:
        return self if kind in self.tasks else replace(self, tasks=(*self.tasks, kind))

    def at(self, **changes: Any) -> Draft:
        """Move the session; the names are the fields of Session."""
        return replace(self, session=replace(self.session, **changes))

    def then(self, handle: Callable[[Draft], Draft]) -> Draft:
        return handle(self)

    def silent(self) -> Draft:
        return replace(self, say=())

    def forget_undo(self) -> Draft:
        """Make the step one that UNDO does not take back."""
        return replace(self, restore=(), before=self.session)

    def step(self) -> Step:
        session = replace(self.session, at=self.now, undo=self._undo())
        return Step(session, self.events, named(_shortened(self.say), self.agenda), self.tasks)

    def _undo(self) -> tuple[Frame, ...]:
        if self.session.after:
            return ()  # BACK asks again; what was said after a visit is not taken back beyond that
        moved = (self.before.stage, self.before.question) != (self.session.stage, self.session.question)
        within = self.before.stage in (Stage.ASKING, Stage.READING_BACK)
        if not self.restore and not (moved and within):
            return self.session.undo
        return (*self.session.undo, Frame(replace(self.before, undo=()), self.restore))[-UNDO_DEPTH:]


def _shortened(say: tuple[Say, ...]) -> tuple[Say, ...]:
    """Ask a question in its short form when something is said beside it, so that both fit one text."""
    asked = [line for line in say if line.key.startswith(QUESTION)]
    if len(say) < 2 or not asked or any(line.key == LIST_LINE for line in say):
        return say
    return tuple(replace(line, values={"form": "short", **line.values}) if line in asked else line for line in say)


LIST_LINE = "list_item"
