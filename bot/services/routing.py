"""Whose message is it? A number may belong to several people and one person may have several visits: ask, name nobody, guess nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bot.flow.afterwards import ANSWERS_UNTIL
from bot.flow.model import Stage
from bot.outreach_times import INVITATION_BEFORE
from bot.ports import UnitOfWork
from bot.records import Conversation, Number, Visit

AFTER_VISIT = timedelta(days=30)  # so long a late word still finds its visit
SAME_TALK = timedelta(
    hours=12
)  # so long after the last word whoever shares the phone is taken to be the one who wrote it
_CHOICE = re.compile(r"\W*(?:no\.?|num(?:ber)?|número|numero|the|el|la)?\s*#?\s*(\d{1,2})\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Placed:
    """Where a text belongs: one conversation, or several to choose from, or none."""

    conversation: Conversation | None
    candidates: tuple[Visit, ...] = ()
    chosen_now: bool = False  # the text itself was the answer to "which visit?"
    others: tuple[
        Visit, ...
    ] = ()  # the last visit at each clinic that no text can be about: cancelled, without consent, long past


async def place(number: Number, text: str, uow: UnitOfWork, now: datetime) -> Placed:
    """Find the conversation that a text from this number belongs to."""
    visits = await uow.visits.of_number(number.id)
    candidates = _candidates(visits, now)
    asked = await _asked_how_it_went(visits, uow, now)
    if asked is not None and not any(talks_about(visit, now) for visit in visits):
        return Placed(asked, tuple(visit for visit in visits if visit.id == asked.visit_id))
    if not candidates:
        return Placed(None, others=_last_of_each_clinic(visits))
    if len(candidates) == 1:
        return Placed(await uow.conversations.of_visit(candidates[0].id), candidates)
    talks = {visit.id: await uow.conversations.of_visit(visit.id) for visit in candidates}
    current = await uow.messages.talk_since(number.id, now - SAME_TALK)
    for talk in talks.values():
        if talk is not None and talk.id == current:
            return Placed(talk, candidates)
    return await _as_chosen(number, text, candidates, talks, uow)


async def _as_chosen(
    number: Number,
    text: str,
    candidates: tuple[Visit, ...],
    talks: Mapping[UUID, Conversation | None],
    uow: UnitOfWork,
) -> Placed:
    """Take the text for the answer to "which visit?", where that was asked and it is one."""
    asked = bool(await uow.messages.of_number_without_conversation(number.id))
    choice = chosen(text, len(candidates)) if asked else None
    if choice is None:
        return Placed(None, candidates)
    return Placed(talks[candidates[choice].id], candidates, chosen_now=True)


def chosen(text: str, of: int) -> int | None:
    """Return the index that a reply to a numbered list means, None when it is not one of the numbers."""
    match = _CHOICE.fullmatch(text.strip())
    number = int(match.group(1)) if match else 0
    return number - 1 if 1 <= number <= of else None


def talks_about(visit: Visit, now: datetime) -> bool:
    """Whether this is a coming visit that the patient was invited to, or began to prepare."""
    going_on = visit.status == "booked" and visit.consent_texting and visit.starts_at > now
    return going_on and (visit.invited_at or visit.started_at) is not None


async def _asked_how_it_went(visits: list[Visit], uow: UnitOfWork, now: datetime) -> Conversation | None:
    """Return the talk about the last visit that has been, if the patient still owes it an answer."""
    recent = [visit for visit in visits if visit.how_it_went_at and visit.starts_at > now - ANSWERS_UNTIL]
    talk = await uow.conversations.of_visit(recent[-1].id) if recent else None
    waits = talk is not None and talk.session.after and talk.session.stage is Stage.ASKING
    return talk if waits else None


def _candidates(visits: list[Visit], now: datetime) -> tuple[Visit, ...]:
    """Return the visits that a text can be about: the coming ones, or else the last past one."""
    wanted = [v for v in visits if v.status == "booked" and v.consent_texting and v.details is not None]
    coming = [v for v in wanted if v.starts_at > now]
    talking = [v for v in coming if talks_about(v, now)]
    past = [v for v in wanted if now - AFTER_VISIT < v.starts_at <= now]
    if talking:
        return tuple(v for v in coming if v in talking or _may_be_meant(v, talking, now))
    return tuple(coming) or tuple(past[-1:])


def _may_be_meant(visit: Visit, talking: list[Visit], now: datetime) -> bool:
    """Whether somebody who was not invited to this visit may write about it: its time has come, or it is another person's."""
    near = visit.starts_at - now <= INVITATION_BEFORE
    return near or not any(_same_person(visit, other) for other in talking)


def _same_person(visit: Visit, other: Visit) -> bool:
    return visit.details is not None and other.details is not None and visit.details.names_whom(other.details)


def _last_of_each_clinic(visits: list[Visit]) -> tuple[Visit, ...]:
    return tuple({visit.clinic_id: visit for visit in visits if visit.details is not None}.values())


async def adopt_held(number_id: UUID, conversation_id: UUID, uow: UnitOfWork) -> None:
    """Give the texts that waited for "which visit?" to the conversation that was chosen."""
    for held in await uow.messages.of_number_without_conversation(number_id):
        await uow.messages.update(held.id, conversation_id=conversation_id)
