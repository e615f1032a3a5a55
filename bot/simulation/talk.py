"""One of the crowd talks to a flow until it is done, puts the phone away, or goes round in circles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from bot.agenda.model import Agenda
from bot.agenda.topical import base
from bot.flow.kinds import kind_of
from bot.flow.model import Flow, QuestionKind, Session, Stage
from bot.messaging.encoding import measure, plain
from bot.simulation.crowd import drawn
from bot.simulation.patient import Asked, Patient

MOST_TEXTS = 40  # of one patient; who has sent so many goes round in circles


class Outcome(str, Enum):
    COMPLETED = "completed"  # read back and confirmed, or nothing to say
    DECLINED = "declined"
    OPTED_OUT = "opted_out"
    CLOSED = "closed"  # not the patient
    PAUSED = "paused"  # after a danger sign
    SILENT = "silent"
    CIRCLES = "circles"


@dataclass(frozen=True)
class State:
    flow: Flow
    session: Session
    agenda: Agenda
    opted_out: bool = False
    lost: tuple[str, ...] = ()  # answers of which nothing was kept
    alerts: tuple[tuple[str, str], ...] = ()  # tier and kind of each

    @property
    def place(self) -> str:
        """What is open: a question of the flow, or one of its PLACES."""
        if self.opted_out:
            return "opted_out"
        session = self.session
        asked = session.question if session.stage is Stage.ASKING and session.pending is None else None
        return base(asked) if asked else kind_of(self.flow, session).value


class Path(Protocol):
    """A way from a patient's texts to our reply."""

    async def send(self, texts: Sequence[str], hours: float) -> str:
        """Send texts together, so long after the last; return what we reply, parted by line feeds."""

    async def state(self) -> State: ...


@dataclass(frozen=True)
class Exchange:
    asked: Asked
    texts: tuple[str, ...]
    reply: str


@dataclass(frozen=True)
class Result:
    """What became of one of the crowd.

    ended_at: the question, or the kind of question, that was open at the end. texts: from the patient.
    parts: of text messages that we sent, as billed, without the invitation.
    asked_again: questions that were open three times in a row or more. lost: answers of which nothing was kept.
    """

    persona: str
    refuses: bool
    language: str
    outcome: Outcome
    ended_at: str
    texts: int
    parts: int
    asked_again: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()  # questions of the flow
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Talk:
    exchanges: tuple[Exchange, ...]
    result: Result


async def talk(path: Path, number: int, of: int, seed: int) -> Talk:
    """Let one of the crowd talk; number: from 0, of so many."""
    persona, language, chance = drawn(number, of, seed)
    patient, exchanges = Patient(persona, language, chance), list[Exchange]()
    state = await path.state()
    asked = _asked(state, None)
    quits = False
    while len(exchanges) < MOST_TEXTS and not _over(state):
        texts = patient.says(asked)
        if texts is None:
            quits = True
            break
        reply = await path.send(texts, patient.waits)
        exchanges.append(Exchange(asked, tuple(texts), reply))
        state = await path.state()
        asked = _asked(state, asked)
    result = Result(
        persona.name,
        persona.refuses,
        language,
        _outcome(state, quits=quits),
        _place(asked),
        sum(len(one.texts) for one in exchanges),
        sum(measure(plain(one.reply)).count for one in exchanges),
        _asked_again([one.asked for one in exchanges]),
        _questions([*(one.asked for one in exchanges), asked]),
        state.lost,
    )
    return Talk(tuple(exchanges), result)


def _asked_again(asked: Sequence[Asked]) -> tuple[str, ...]:
    runs = zip(asked, asked[1:], asked[2:], strict=False)
    return tuple(dict.fromkeys(_place(third) for _, second, third in runs if second.again and third.again))


def _questions(asked: Sequence[Asked]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(base(one.question) for one in asked if one.question))


def _asked(state: State, before: Asked | None) -> Asked:
    flow, session, agenda = state.flow, state.session, state.agenda
    kind = kind_of(flow, session)
    question = flow.question(session.question) if session.pending is None else None
    ranks = kind is QuestionKind.RANKING
    options = len(agenda.current) if ranks else len(question.options) if question else 0
    name, fills = (question.id, question.fills) if question else (None, None)
    more = kind is QuestionKind.SOMETHING_ELSE and len(agenda.current) > 0
    again = before is not None and (before.kind, before.question) == (kind, name) and not more
    return Asked(kind, name, fills, options, again)


def _over(state: State) -> bool:
    return state.opted_out or state.agenda.declined or state.session.stage in (Stage.CONFIRMED, Stage.CLOSED)


def _outcome(state: State, *, quits: bool) -> Outcome:
    if state.opted_out:
        return Outcome.OPTED_OUT
    if state.agenda.declined:
        return Outcome.DECLINED
    if state.session.stage is Stage.CONFIRMED:
        return Outcome.COMPLETED
    if state.session.stage is Stage.CLOSED:
        return Outcome.CLOSED
    if state.session.stage is Stage.PAUSED:
        return Outcome.PAUSED
    return Outcome.SILENT if quits else Outcome.CIRCLES


def _place(asked: Asked) -> str:
    return base(asked.question) if asked.question else asked.kind.value
