"""A conversation as the page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bot.flow.advance import choices, progress
from bot.flow.model import Flow, Session, Stage
from bot.ports import UnitOfWork
from bot.records import Message
from bot.services.wording import day, hour

NOT_SHOWN = ("cancelled",)  # texts that were given up before they left
URGENT = ("emergency", "crisis", "same_day")  # not "abuse": whoever is feared may be looking
UUID_CHARACTERS = 36
SOON = timedelta(minutes=10)


@dataclass(frozen=True)
class State:
    """Where the conversation stands."""

    stage: str
    language: str
    section: str  # what the questions now are about; "" where the flow does not say
    done: int
    of: int
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """One message; text None: it was deleted at the patient's wish."""

    id: int
    direction: str  # in: the patient's, out: ours
    text: str | None
    at: str  # ISO 8601
    stamp: str  # the time where the visit is, as people say it; "" soon after the message before
    language: str | None
    urgent: bool  # 911, 988 or "call us today": must not look like the rest
    client_id: str | None  # under which a page sent it, so that this page knows its own


@dataclass(frozen=True)
class Chat:
    state: State
    messages: tuple[Shown, ...]
    clinic: str
    phone: str
    day: str
    hour: str


async def read_chat(conversation_id: UUID, uow: UnitOfWork) -> Chat:
    """Read everything the page shows, at one moment."""
    async with uow:
        conversation = await uow.conversations.get(conversation_id)
        visit = await uow.visits.get(conversation.visit_id)
        clinic = (await uow.clinics.get(visit.clinic_id)).settings
        flow = await uow.conversations.flow(conversation.flow_version)
        agenda = await uow.agendas.get(visit.id)
        messages = await uow.messages.of_conversation(conversation_id)
    session, language = conversation.session, conversation.language
    done, of = progress(flow, session)
    offered = choices(flow, session, agenda, language)
    state = State(session.stage.value, language, _section(flow, session, language), done, of, tuple(offered))
    when = day(visit.starts_at, visit.time_zone, language), hour(visit.starts_at, visit.time_zone)
    visible = [message for message in messages if _is_shown(message)]
    stamps = _stamps(visible, visit.time_zone, language)
    shown = tuple(_shown(m, stamp, language) for m, stamp in zip(visible, stamps, strict=True))
    return Chat(state, shown, clinic.display_name, clinic.phone, *when)


def _section(flow: Flow, session: Session, language: str) -> str:
    question = flow.question(session.question) if session.stage is Stage.ASKING else None
    section = flow.sections.get(question.section or "") if question else None
    return section.title[language] if section else ""


def _stamps(messages: Sequence[Message], zone: str, language: str) -> Iterator[str]:
    """Yield when messages were written: with the day where a new one begins, nothing where one follows the other."""
    before: datetime | None = None
    for message in messages:
        on, at = day(message.at, zone, language), hour(message.at, zone)
        if before is None or day(before, zone, language) != on:
            yield f"{on}, {at}"
        else:
            yield at if message.at - before >= SOON else ""
        before = message.at


def _is_shown(message: Message) -> bool:
    return message.status not in NOT_SHOWN and message.text != ""


def _shown(message: Message, stamp: str, language: str) -> Shown:
    return Shown(
        id=message.id,
        direction=message.direction,
        text=message.text,
        at=message.at.isoformat(),
        stamp=stamp,
        language=message.language or language,
        urgent=message.purpose in URGENT,
        client_id=(message.provider_id or "")[-UUID_CHARACTERS:] if message.channel == "web" else None,
    )


def plain(thing: State | Shown) -> dict[str, Any]:
    return asdict(thing)
