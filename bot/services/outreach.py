"""Writing first: the invitation three days before, one reminder, and the end of asking two hours before the visit."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID

from bot.agenda.model import Agenda
from bot.clinics import missing
from bot.flow.model import Session, Stage
from bot.flow.step import Say
from bot.messaging.budget import WEEK, next_unsolicited
from bot.messaging.hours import Window
from bot.ports import Clock, UnitOfWork
from bot.records import Clinic, Conversation, Number, Visit
from bot.services.outgoing import post
from bot.services.people import add_task
from bot.services.wording import variables, worded

_ASKING = (Stage.INVITED, Stage.ASKING, Stage.READING_BACK)


async def invite(visit_id: UUID, uow: UnitOfWork, clock: Clock) -> bool:
    """Invite a patient, unless it is too early, too late at night, or not allowed; True when the text was written."""
    async with uow:
        written = await _write_first(visit_id, "invite", "invitation", uow, clock)
        if written:
            await uow.visits.update(visit_id, invited_at=clock.now())
            await uow.commit()
    return written


async def remind(visit_id: UUID, uow: UnitOfWork, clock: Clock) -> bool:
    """Remind a silent patient once."""
    async with uow:
        written = await _write_first(visit_id, "reminder", "reminder", uow, clock)
        if written:
            await uow.visits.update(visit_id, reminded_at=clock.now())
            await uow.commit()
    return written


async def close(visit_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Stop asking: what there is is the agenda, a person is told when nobody reviewed it, additions stay welcome."""
    async with uow:
        conversation = await lock_talk(visit_id, uow)
        visit = await uow.visits.lock(visit_id)
        if visit.closed_at is not None:
            return
        if conversation is not None and conversation.session.stage in _ASKING:
            ended = replace(conversation.session, stage=Stage.CONFIRMED, question=None, pending=None)
            ended_conversation = replace(conversation, session=ended)
            await uow.conversations.save(ended_conversation, clock.now(), progress=(0, 0))
        if visit.started_at is not None and visit.signed_off_at is None:
            await add_task(uow, visit, "not_reviewed", clock.now())
        await uow.visits.update(visit_id, closed_at=clock.now())
        await uow.commit()


async def lock_talk(visit_id: UUID, uow: UnitOfWork) -> Conversation | None:
    """Lock a visit's conversation, always before the visit itself: a turn does so too, and neither waits for the other."""
    conversation = await uow.conversations.of_visit(visit_id)
    return await uow.conversations.lock(conversation.id) if conversation else None


async def _write_first(visit_id: UUID, key: str, purpose: str, uow: UnitOfWork, clock: Clock) -> bool:
    visit = await uow.visits.lock(visit_id)
    clinic = await uow.clinics.get(visit.clinic_id)
    await uow.numbers.lock(visit.number_id)  # two visits of one number share its budget
    number = await uow.numbers.get(visit.number_id)
    conversation = await uow.conversations.of_visit(visit_id)
    done = visit.invited_at if purpose == "invitation" else visit.reminded_at
    if conversation is None or done is not None or not may_write(visit, number, clinic):
        return False
    if purpose == "reminder" and not _may_be_reminded(conversation.session, await uow.agendas.get(visit_id)):
        return False
    if not await now_is_the_time(visit, number, clinic, uow, clock):
        return False
    await _post(key, purpose, visit, clinic, conversation, uow, clock)
    return True


def may_write(visit: Visit, number: Number, clinic: Clinic) -> bool:
    """Whether we may text this number first, about this visit."""
    free = number.opted_out_at is None and not number.wrong_number and not number.quiet
    return free and visit.status == "booked" and visit.consent_texting and not missing(clinic.settings)


def _may_be_reminded(session: Session, agenda: Agenda) -> bool:
    """Not who declined, is done, had a danger sign, or was asked whether the texts should stop."""
    may_want_none = session.pending is not None and session.pending.kind == "stop_texts"
    return session.stage in _ASKING and not agenda.declined and not may_want_none


async def now_is_the_time(visit: Visit, number: Number, clinic: Clinic, uow: UnitOfWork, clock: Clock) -> bool:
    """Whether it is no quiet hour, and this number has not had its share of texts."""
    window = Window(time(clinic.settings.texting_from), time(clinic.settings.texting_until))
    sent = await uow.messages.unsolicited_since(number.id, clock.now() - WEEK - timedelta(days=1))
    return next_unsolicited(sent, clock.now(), visit.time_zone, window) <= clock.now()


async def _post(
    key: str, purpose: str, visit: Visit, clinic: Clinic, conversation: Conversation, uow: UnitOfWork, clock: Clock
) -> None:
    language = conversation.language
    await post(
        uow,
        text=worded([Say(key, {})], None, language, variables(clinic, visit, language)),
        purpose=purpose,
        channel="sms",
        language=language,
        at=clock.now(),
        number_id=visit.number_id,
        conversation_id=conversation.id,
    )
