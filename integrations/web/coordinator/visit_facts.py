"""Everything a visit's page is made from, read in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.agenda.events import Recorded
from bot.agenda.fold import agenda_of
from bot.agenda.model import Agenda
from bot.agenda.summary import UntraceableLine
from bot.flow.model import Flow
from bot.ports import UnitOfWork
from bot.records import Alert, Clinic, Conversation, Delivery, Message, Number, Task, Visit
from bot.services.summary import Summary, summary_of
from bot.visit_state import Progress


@dataclass(frozen=True)
class VisitFacts:
    visit: Visit
    clinic: Clinic
    number: Number
    conversation: Conversation | None
    progress: Progress
    messages: tuple[Message, ...]
    history: tuple[Recorded, ...]
    alerts: tuple[Alert, ...]
    tasks: tuple[Task, ...]
    deliveries: tuple[Delivery, ...]
    flow: Flow | None  # the one the conversation is on
    names: dict[UUID, str]  # of everybody who works or worked at the clinic
    summary: Summary | None  # what would leave now
    untraceable: str = ""  # why nothing may leave

    @property
    def agenda(self) -> Agenda:
        return agenda_of(self.history)

    @property
    def erased(self) -> bool:
        return self.visit.details is None


async def read_visit(visit: Visit, uow: UnitOfWork, now: datetime) -> VisitFacts:
    """Read a visit that the gate let through; of an erased one only what names nobody is left."""
    erased = visit.details is None
    conversation = None if erased else await uow.conversations.of_visit(visit.id)
    alerts = tuple(await uow.alerts.of_visit(visit.id))
    summary, untraceable = (None, "") if erased else await _summary(visit, uow, now)
    staff = await uow.staff.of_clinic(visit.clinic_id)
    return VisitFacts(
        visit=await uow.visits.get(visit.id),
        clinic=await uow.clinics.get(visit.clinic_id),
        number=await uow.numbers.get(visit.number_id),
        conversation=conversation,
        progress=(await uow.visits.progress([visit.id]))[visit.id],
        messages=() if erased else await _messages(conversation, alerts, uow),
        history=() if erased else tuple(await uow.agendas.history(visit.id)),
        alerts=alerts,
        tasks=tuple(await uow.tasks.of_visit(visit.id)),
        deliveries=() if erased else tuple(await uow.deliveries.of_visit(visit.id)),
        summary=summary,
        untraceable=untraceable,
        flow=await uow.conversations.flow(conversation.flow_version) if conversation else None,
        names={member.id: member.name for member in staff},
    )


async def _messages(
    conversation: Conversation | None, alerts: tuple[Alert, ...], uow: UnitOfWork
) -> tuple[Message, ...]:
    """Return the conversation, and every text that raised an alert here before anybody knew whose it was."""
    talk = await uow.messages.of_conversation(conversation.id) if conversation else []
    known = {message.id for message in talk}
    elsewhere = sorted({alert.message_id for alert in alerts} - known)
    return tuple(sorted([*talk, *[await uow.messages.get(one) for one in elsewhere]], key=lambda message: message.id))


async def _summary(visit: Visit, uow: UnitOfWork, now: datetime) -> tuple[Summary | None, str]:
    try:
        return await summary_of(visit, uow, now, version=visit.summary_version + 1), ""
    except UntraceableLine as refused:
        return None, str(refused)
