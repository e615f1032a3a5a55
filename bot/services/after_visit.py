"""Asking how a visit went: once, of who took part, while it is remembered."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from bot.flow.afterwards import how_it_went
from bot.flow.model import Flow, Session
from bot.flow.step import QUESTION, Say
from bot.ports import Clock, UnitOfWork
from bot.records import Conversation, Visit
from bot.services.outgoing import post
from bot.services.outreach import lock_talk, may_write, now_is_the_time
from bot.services.routing import talks_about
from bot.services.turns import facts_of
from bot.services.wording import variables, worded


async def ask_how_it_went(visit_id: UUID, uow: UnitOfWork, clock: Clock) -> bool:
    """Write the first question about a visit that has been; True when it was written.

    A visit after which nobody is to be asked is not looked at again; at a quiet hour it is left for later.
    """
    async with uow:
        conversation = await lock_talk(visit_id, uow)
        visit = await uow.visits.lock(visit_id)
        if visit.how_it_went_at is not None or conversation is None:
            return False
        clinic = await uow.clinics.get(visit.clinic_id)
        await uow.numbers.lock(visit.number_id)
        number = await uow.numbers.get(visit.number_id)
        flow = await uow.conversations.flow(conversation.flow_version)
        session = await _session(flow, conversation, visit, uow, clock)
        if any(talks_about(other, clock.now()) for other in await uow.visits.of_number(visit.number_id)):
            session = None  # an answer would be taken for one about the coming visit
        if session is not None and may_write(visit, number, clinic):
            if not await now_is_the_time(visit, number, clinic, uow, clock):
                return False
            await _write(flow, replace(conversation, session=session), visit, uow, clock)
        await uow.visits.update(visit_id, how_it_went_at=clock.now())
        await uow.commit()
    return session is not None


def opening(session: Session) -> list[Say]:
    """Return what is said first after the visit: who writes, and the first question."""
    return [Say("after_visit_open"), Say(f"{QUESTION}{session.question}", {"form": "short"})]


async def _session(
    flow: Flow, conversation: Conversation, visit: Visit, uow: UnitOfWork, clock: Clock
) -> Session | None:
    known = replace(conversation.session, facts=replace(facts_of(visit), language=conversation.language))
    return how_it_went(flow, known, await uow.agendas.get(visit.id), clock.now())


async def _write(flow: Flow, conversation: Conversation, visit: Visit, uow: UnitOfWork, clock: Clock) -> None:
    language, clinic = conversation.language, await uow.clinics.get(visit.clinic_id)
    await uow.conversations.save(conversation, clock.now(), progress=(0, 0))
    await post(
        uow,
        text=worded(opening(conversation.session), flow, language, variables(clinic, visit, language)),
        purpose="after_visit",
        channel="sms",
        language=language,
        at=clock.now(),
        number_id=visit.number_id,
        conversation_id=conversation.id,
    )
