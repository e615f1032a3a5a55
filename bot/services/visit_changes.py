"""What a row of an import changes at a visit that is known: the clinic's facts, never what the patient said or chose."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.flow.model import new_session
from bot.outreach_times import CLOSING_BEFORE
from bot.ports import UnitOfWork
from bot.records import Conversation, Number, Visit
from bot.services.flow_releases import pinned_flow
from bot.services.outgoing import SAFETY_PURPOSES
from bot.services.visit_rows import VisitRow

AUTHOR = "import"


def facts(row: VisitRow) -> dict[str, Any]:
    """Return what the clinic alone decides. A visit that moved is booked at its new time."""
    return {
        "starts_at": row.starts_at,
        "time_zone": row.time_zone,
        "status": "cancelled" if row.status == "cancelled" else "booked",
        "consent_texting": row.consent_texting,
        "consent_health_texts": row.consent_health_texts,
    }


async def differs(row: VisitRow, visit: Visit, uow: UnitOfWork) -> bool:
    same_facts = all(getattr(visit, name) == value for name, value in facts(row).items())
    if not same_facts or visit.details != row.details or (_is_new(visit) and visit.language != row.language):
        return True
    return (await uow.numbers.get(visit.number_id)).e164 != row.phone or await _has_another_flow(row, visit, uow)


def _is_new(visit: Visit) -> bool:
    """Once the conversation began, its language is the patient's choice and its flow stays."""
    return visit.invited_at is None and visit.started_at is None


async def _has_another_flow(row: VisitRow, visit: Visit, uow: UnitOfWork) -> bool:
    conversation = await uow.conversations.of_visit(visit.id) if _is_new(visit) else None
    return conversation is not None and conversation.session.flow != row.flow


async def change(row: VisitRow, found: Visit, uow: UnitOfWork, now: datetime) -> None:
    conversation = await uow.conversations.of_visit(found.id)
    if conversation is not None:  # a turn locks the conversation first, then the visit: the same order here
        conversation = await uow.conversations.lock(conversation.id)
    visit = await uow.visits.lock(found.id)
    number = await uow.numbers.find_or_add(row.phone, now)
    await uow.visits.update(visit.id, **facts(row), **await _consequences(row, visit, number, uow, now))
    await uow.visits.save_details(visit.id, row.details)
    await _change_consent(row, visit, number, uow, now)
    if conversation is not None:
        await _change_conversation(row, visit, conversation, number, uow, now)


async def _consequences(row: VisitRow, visit: Visit, number: Number, uow: UnitOfWork, now: datetime) -> dict[str, Any]:
    changes: dict[str, Any] = {"number_id": number.id}
    if visit.closed_at is not None and row.starts_at - CLOSING_BEFORE > now:
        changes["closed_at"] = None  # the visit moved away: there is time to ask again
    if _is_new(visit):
        changes["language"] = row.language
    deliveries = await uow.deliveries.of_visit(visit.id)
    if number.id != visit.number_id and all(delivery.state != "failed" for delivery in deliveries):
        changes["failed_at"] = None  # it was the old number that no text reached
    return changes


async def _change_consent(row: VisitRow, visit: Visit, number: Number, uow: UnitOfWork, now: datetime) -> None:
    before = (visit.consent_texting, visit.consent_health_texts, visit.number_id)
    if row.consent_texting and before != (True, row.consent_health_texts, number.id):
        await record_consent(row, visit, number, uow, now)
    elif visit.consent_texting and not row.consent_texting:
        await uow.numbers.record_consent(
            visit.number_id,
            "texting_withdrawn",
            row.consent_source or AUTHOR,
            AUTHOR,
            row.consent_recorded_at or now,
            visit_id=visit.id,
        )


async def _change_conversation(
    row: VisitRow, visit: Visit, conversation: Conversation, number: Number, uow: UnitOfWork, now: datetime
) -> None:
    if row.status == "cancelled" or not row.consent_texting or number.id != visit.number_id:
        await _stop_texts(conversation, uow)
    if number.id != visit.number_id:
        await uow.conversations.update(conversation.id, number_id=number.id)
    if _is_new(visit):
        await _start_anew(row, conversation, uow, now)


async def _stop_texts(conversation: Conversation, uow: UnitOfWork) -> None:
    """Give up this conversation's texts that have not left; a safety text still goes."""
    for message in await uow.messages.of_conversation(conversation.id):
        if message.status == "waiting" and message.purpose not in SAFETY_PURPOSES:
            await uow.messages.update(message.id, status="cancelled")


async def _start_anew(row: VisitRow, conversation: Conversation, uow: UnitOfWork, now: datetime) -> None:
    """Nobody has said anything yet: take the flow and the language that the clinic names now."""
    visit = await uow.visits.get(conversation.visit_id)
    flow = await pinned_flow(visit.clinic_id, row.flow, row.target, uow, now)
    await uow.conversations.update(conversation.id, flow_version=flow.version, language=row.language)
    fresh = await uow.conversations.get(conversation.id)
    if fresh.session.version != flow.version:
        await uow.conversations.save(replace(fresh, session=new_session(flow)), now, progress=(0, 0))


async def record_consent(row: VisitRow, visit: Visit, number: Number, uow: UnitOfWork, now: datetime) -> None:
    for what in ("texting", *(("health_texts",) if row.consent_health_texts else ())):
        await uow.numbers.record_consent(
            number.id,
            what,
            row.consent_source or AUTHOR,
            AUTHOR,
            row.consent_recorded_at or now,
            visit_id=visit.id,
            wording=row.consent_wording,
        )
