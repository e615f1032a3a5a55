"""All that a summary is made of, read at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.agenda.model import Agenda, Source
from bot.errors import PrevisitError
from bot.flow.model import Flow, Session
from bot.ports import UnitOfWork
from bot.records import Alert, Clinic, Conversation, Message, Visit, VisitDetails
from bot.services.wording import day, hour


class NothingToSend(PrevisitError):
    """A visit has no summary any more."""

    def __init__(self, visit_id: str) -> None:
        super().__init__(f"Visit {visit_id} was erased, so there is no summary of it.")


@dataclass(frozen=True)
class Talk:
    """One visit, for one summary."""

    visit: Visit
    details: VisitDetails
    clinic: Clinic
    agenda: Agenda
    messages: Sequence[Message]
    alerts: Sequence[Alert]
    conversation: Conversation | None
    flow: Flow | None
    language: str  # of the staff

    @property
    def session(self) -> Session | None:
        return self.conversation.session if self.conversation else None

    @property
    def clinic_name(self) -> str:
        return self.clinic.settings.display_name or self.clinic.name

    @property
    def source(self) -> str:
        """Whose words they are."""
        return (self.session.source if self.session else Source.PATIENT).value

    def when(self, at: datetime) -> dict[str, str]:
        """Return the day and the hour of a moment as people at the clinic write them."""
        zone = self.visit.time_zone
        return {"day": day(at, zone, self.language), "hour": hour(at, zone)}


async def read(visit: Visit, uow: UnitOfWork, language: str) -> Talk:
    if visit.details is None:
        raise NothingToSend(visit.visit_id)
    conversation = await uow.conversations.of_visit(visit.id)
    alerts = await uow.alerts.of_visit(visit.id)
    return Talk(
        visit=visit,
        details=visit.details,
        clinic=await uow.clinics.get(visit.clinic_id),
        agenda=await uow.agendas.get(visit.id),
        messages=await _messages(conversation, alerts, uow),
        alerts=alerts,
        conversation=conversation,
        flow=await uow.conversations.flow(conversation.flow_version) if conversation else None,
        language=language,
    )


async def _messages(conversation: Conversation | None, alerts: Sequence[Alert], uow: UnitOfWork) -> list[Message]:
    """Return the conversation, and what alarmed before anybody knew which visit it was about."""
    said = await uow.messages.of_conversation(conversation.id) if conversation else []
    known = {message.id for message in said}
    return [*said, *[await uow.messages.get(a.message_id) for a in alerts if a.message_id not in known]]
