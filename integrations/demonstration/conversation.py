"""A conversation with an invented patient: for `previsit chat`, for `rasa shell` and for measuring."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from bot.clinics import PRACTICE
from bot.engine.turn import Turn
from bot.flow.library import flow_text, load_flow
from bot.flow.model import new_session
from bot.flow.reply import Piece
from bot.records import Conversation, Visit, VisitDetails
from bot.services.receive import Inbound, receive_message
from bot.services.turns import open_turn, record_turn
from integrations.demonstration.clinic import TIME_ZONE, ensure_clinic
from integrations.wiring import Wiring

SHELL_VISIT = "rasa-shell"


async def new_conversation(
    wiring: Wiring, language: str = "en", flow_name: str = "adult_follow_up", *, visit_id: str | None = None
) -> UUID:
    """Book a visit in three days for an invented patient, invited just now, and return its conversation."""
    now, flow, clinic = wiring.clock.now(), load_flow(flow_name), await ensure_clinic(wiring, PRACTICE)
    async with wiring.unit_of_work() as uow:
        number = await uow.numbers.find_or_add(_fictional_number(), now)
        visit = Visit(
            id=uuid4(),
            visit_id=visit_id or f"chat-{uuid4().hex[:8]}",
            clinic_id=clinic.id,
            number_id=number.id,
            details=VisitDetails("Demonstration Patient", date(1960, 1, 1)),
            starts_at=now + timedelta(days=3),
            time_zone=TIME_ZONE,
            language=language,
            status="booked",
            consent_texting=True,
            invited_at=now,
        )
        await uow.visits.add(visit, now)
        await uow.conversations.pin_flow(flow, flow_text(flow_name), now)
        session = new_session(flow)
        conversation = Conversation(uuid4(), visit.id, number.id, flow.version, language, "web", session, None)
        await uow.conversations.add(conversation, now)
        await uow.commit()
    return conversation.id


@asynccontextmanager
async def demonstration_turn(wiring: Wiring, latest: Mapping[str, Any]) -> AsyncIterator[Turn]:
    """Open a real turn for one action that runs outside of one (`rasa run actions`), and keep what it came to.

    latest: Rasa's latest message. Its text is stored once, however many actions run for it.
    """
    conversation_id = await _shell_conversation(wiring)
    sid = f"shell-{latest.get('message_id') or uuid4().hex}"
    inbound = Inbound(sid, "web", str(latest.get("text") or ""), conversation_id=conversation_id)
    await receive_message(inbound, wiring.unit_of_work(), wiring.clock, burst_wait=0)
    async with wiring.unit_of_work() as uow:
        conversation = await uow.conversations.lock(conversation_id)
        visit = await uow.visits.lock(conversation.visit_id)
        turn = await open_turn(conversation, visit, uow, wiring.clock)
        message = await uow.messages.by_provider_id(sid)
        assert message is not None  # noqa: S101 - received above
        turn.read([Piece(message.id, message.text or "")])
        turn.steps = int(message.processed_at is not None)
        yield turn
        await record_turn(turn, [message], conversation, visit, uow, wiring.clock)
        await uow.commit()


async def _shell_conversation(wiring: Wiring) -> UUID:
    async with wiring.unit_of_work() as uow:
        visit = await uow.visits.called(SHELL_VISIT)
        known = await uow.conversations.of_visit(visit.id) if visit else None
    return known.id if known else await new_conversation(wiring, visit_id=SHELL_VISIT)


def _fictional_number() -> str:
    """Return a number that is set apart for fiction: 555-0100 to 555-0199 of an area."""
    return f"+1{random.randint(201, 989)}55501{random.randint(0, 99):02}"  # noqa: S311 - not a secret
