"""A turn as it goes on: where the patient is, what has been decided, what will be said. No database and no Rasa in here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.agenda.events import Event, Recorded
from bot.agenda.fold import fold
from bot.agenda.model import Agenda
from bot.flow.advance import advance, kind_of
from bot.flow.model import Flow, QuestionKind, Session
from bot.flow.moves import Move, SwitchLanguage
from bot.flow.reply import Piece
from bot.flow.step import Say, Step
from bot.safety import Opinion

_TOGETHER = {("picture", "notice"): "notice_picture"}  # two texts that fit one message only when worded as one


@dataclass
class Turn:
    """What the actions of one turn share; whoever opened it writes the result down, in one transaction."""

    flow: Flow
    session: Session
    agenda: Agenda
    language: str
    now: datetime
    known: Mapping[str, str] = field(default_factory=dict)  # values that texts may name: clinic, phone, date, …
    by: str = "patient"
    pieces: tuple[Piece, ...] = ()  # the texts being answered
    events: list[Event] = field(default_factory=list)
    says: list[Say] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    opinions: list[tuple[tuple[Piece, ...], Opinion]] = field(default_factory=list)  # alarming ones, and on what
    steps: int = 0  # moves played for the texts being answered
    failure: BaseException | None = None  # of an action; Rasa would log it and go on

    @property
    def question(self) -> QuestionKind:
        """The kind of question that is open."""
        return kind_of(self.flow, self.session)

    def play(self, move: Move) -> Step:
        """Let the flow decide what follows from a move, and remember it."""
        step = advance(self.flow, self.session, self.agenda, move, now=self.now)
        self.session = step.session
        if isinstance(move, SwitchLanguage):
            self.language = move.language
        for event in step.events:
            self.agenda = fold(self.agenda, Recorded(event, self.now, self.by))
        self.events.extend(step.events)
        self.says = list(step.say)  # texts that arrived together get one reply: the last thing to say is what counts
        self.tasks.extend(step.tasks)
        self.steps += 1
        return step

    def say_first(self, key: str) -> None:
        """Begin what is said, if anything is, with one more text; a question then takes its short form to leave room."""
        if any((key, say.key) in _TOGETHER for say in self.says):
            self.says = [replace(say, key=_TOGETHER.get((key, say.key), say.key)) for say in self.says]
        elif self.says and all(say.key != key for say in self.says):
            self.says = [Say(key), *(replace(say, values={"form": "short", **say.values}) for say in self.says)]

    def read(self, pieces: Sequence[Piece]) -> None:
        """Turn to the next texts."""
        self.pieces, self.steps = tuple(pieces), 0


TURN: ContextVar[Turn] = ContextVar("turn")
