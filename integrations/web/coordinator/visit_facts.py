"""Everything a visit's page is made from, read in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from bot.agenda.events import Recorded
from bot.agenda.fold import agenda_of
from bot.agenda.model import Agenda
from bot.ports import UnitOfWork
from bot.records import Alert, Clinic, Conversation, Delivery, Message, Number, Task, Visit
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
    names: dict[UUID, str]  # of everybody who works or worked at the clinic

    @property
    def agenda(self) -> Agenda:
        return agenda_of(self.history)

    @property
    def erased(self) -> bool:
        return self.visit.details is None


async def read_visit(visit: Visit, uow: UnitOfWork) -> VisitFacts:
    """Read a visit that the gate let through; of an erased one only what names nobody is left."""
    erased = visit.details is None
    conversation = None if erased else await uow.conversations.of_visit(visit.id)
    staff = await uow.staff.of_clinic(visit.clinic_id)
    return VisitFacts(
        visit=await uow.visits.get(visit.id),
        clinic=await uow.clinics.get(visit.clinic_id),
        number=await uow.numbers.get(visit.number_id),
        conversation=conversation,
        progress=(await uow.visits.progress([visit.id]))[visit.id],
        messages=tuple(await uow.messages.of_conversation(conversation.id)) if conversation else (),
        history=() if erased else tuple(await uow.agendas.history(visit.id)),
        alerts=tuple(await uow.alerts.of_visit(visit.id)),
        tasks=tuple(await uow.tasks.of_visit(visit.id)),
        deliveries=() if erased else tuple(await uow.deliveries.of_visit(visit.id)),
        names={member.id: member.name for member in staff},
    )
