"""Whose message is it? A number may belong to several people and one person may have several visits: ask, name nobody, guess nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bot.ports import UnitOfWork
from bot.records import Conversation, Number, Visit

AFTER_VISIT = timedelta(days=30)  # so long a late word still finds its visit
_CHOICE = re.compile(r"\W*(?:no\.?|num(?:ber)?|número|numero|the|el|la)?\s*#?\s*(\d{1,2})\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Placed:
    """Where a text belongs: one conversation, or several to choose from, or none."""

    conversation: Conversation | None
    candidates: tuple[Visit, ...] = ()
    chosen_now: bool = False  # the text itself was the answer to "which visit?"


async def place(number: Number, text: str, uow: UnitOfWork, now: datetime) -> Placed:
    """Find the conversation that a text from this number belongs to."""
    candidates = _candidates(await uow.visits.of_number(number.id), now)
    if len(candidates) == 1:
        return Placed(await uow.conversations.of_visit(candidates[0].id), candidates)
    talks = {visit.id: await uow.conversations.of_visit(visit.id) for visit in candidates}
    current = next((t for t in talks.values() if t and t.id == number.conversation_id), None)
    if current is not None:
        return Placed(current, candidates)
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


def _candidates(visits: list[Visit], now: datetime) -> tuple[Visit, ...]:
    """Visits a text can be about: the coming ones already in conversation, else the other coming ones, else the last past one."""
    wanted = [v for v in visits if v.status == "booked" and v.consent_texting and v.details is not None]
    coming = [v for v in wanted if v.starts_at > now]
    talking = [v for v in coming if v.invited_at or v.started_at]
    past = [v for v in wanted if now - AFTER_VISIT < v.starts_at <= now]
    return tuple(talking or coming or past[-1:])


async def adopt_held(number_id: UUID, conversation_id: UUID, uow: UnitOfWork) -> None:
    """Give the texts that waited for "which visit?" to the conversation that was chosen."""
    for held in await uow.messages.of_number_without_conversation(number_id):
        await uow.messages.update(held.id, conversation_id=conversation_id)
    await uow.numbers.update(number_id, conversation_id=conversation_id)
