"""A conversation as the page shows it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from bot.flow.advance import choices, progress
from bot.ports import UnitOfWork
from bot.records import Message
from bot.services.wording import day, hour

NOT_SHOWN = ("cancelled",)  # texts that were given up before they left
UUID_CHARACTERS = 36


@dataclass(frozen=True)
class State:
    """Where the conversation stands."""

    stage: str
    language: str
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
    when: str  # the same as people say it, where the visit is
    language: str | None
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
    state = State(session.stage.value, language, done, of, tuple(offered))
    when = day(visit.starts_at, visit.time_zone, language), hour(visit.starts_at, visit.time_zone)
    shown = tuple(_shown(m, visit.time_zone, language) for m in messages if _is_shown(m))
    return Chat(state, shown, clinic.display_name, clinic.phone, *when)


def _is_shown(message: Message) -> bool:
    return message.status not in NOT_SHOWN and message.text != ""


def _shown(message: Message, zone: str, language: str) -> Shown:
    return Shown(
        id=message.id,
        direction=message.direction,
        text=message.text,
        at=message.at.isoformat(),
        when=f"{day(message.at, zone, language)}, {hour(message.at, zone)}",
        language=message.language or language,
        client_id=(message.provider_id or "")[-UUID_CHARACTERS:] if message.channel == "web" else None,
    )


def plain(thing: State | Shown) -> dict[str, Any]:
    return asdict(thing)
