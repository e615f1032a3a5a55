"""A clinic with visits, as short as a test needs it: builders fill in whatever the test is not about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from itertools import count
from typing import Any
from uuid import uuid4

from bot.agenda.model import Agenda
from bot.flow.library import flow_text, load_flow
from bot.flow.model import new_session
from bot.records import Alert, Clinic, ClinicSettings, Conversation, Message, Task, Visit, VisitDetails
from bot.services import turns
from bot.services.import_visits import import_visits
from bot.services.receive import Inbound, Received, receive_message
from bot.services.visit_rows import VisitRow
from integrations.wiring import Wiring

READY = ClinicSettings(
    display_name="Maple Street Clinic",
    phone="555-555-0100",
    time_zone="America/New_York",
    hours="Mon-Fri 8-5",
    duty_email="duty@maple.example",
    duty_phone="+15005550009",
    registration="Visit preparation texts for patients who agreed at booking. Reply STOP to end.",
    wording_signed_by="A. Reyes",
    wording_signed_at="2026-11-01",
    safety_signed_by="Dr. B. Osei",
    safety_signed_at="2026-11-01",
    ways_out=("file",),
)
PHONE = "+12025550143"


@dataclass
class MovableClock:
    at: datetime

    def now(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        """Let time pass: hours=2, days=1, …"""
        self.at += timedelta(**by)


@dataclass
class World:
    wiring: Wiring
    _jobs_open: bool = False
    _numbers: Any = field(default_factory=lambda: count(1))

    @property
    def clock(self) -> MovableClock:
        return self.wiring.clock  # type: ignore[return-value]

    async def a_clinic(self, name: str = "Maple Street Clinic", **settings: Any) -> Clinic:
        async with self.wiring.unit_of_work() as uow:
            known = await uow.clinics.named(name)
            clinic = known or await uow.clinics.add(name, replace(READY, **settings), self.clock.now())
            await uow.commit()
        return clinic

    async def a_visit(
        self, *, phone: str = PHONE, language: str = "en", flow: str = "adult_follow_up", **changes: Any
    ) -> Visit:
        """A booked visit in a week, invited a moment ago; `changes` are fields of Visit, `details` of VisitDetails."""
        clinic = changes.pop("clinic", None) or await self.a_clinic()
        details = VisitDetails("Maria Lopez", date(1961, 3, 9), **changes.pop("details", {}))
        now, n = self.clock.now(), next(self._numbers)
        async with self.wiring.unit_of_work() as uow:
            number = await uow.numbers.find_or_add(phone, now)
            visit = Visit(
                id=uuid4(),
                visit_id=changes.pop("visit_id", f"V{n:04}"),
                clinic_id=clinic.id,
                number_id=number.id,
                details=details,
                starts_at=changes.pop("starts_at", now + timedelta(days=7)),
                time_zone="America/New_York",
                language=language,
                **({"status": "booked", "consent_texting": True, "invited_at": now} | changes),
            )
            await uow.visits.add(visit, now)
            asked = load_flow(flow)
            await uow.conversations.pin_flow(asked, flow_text(flow), now)
            conversation = Conversation(
                uuid4(), visit.id, number.id, asked.version, language, "sms", new_session(asked), None
            )
            await uow.conversations.add(conversation, now)
            await uow.commit()
        return visit

    async def an_imported_visit(
        self, visit_id: str, *, flow: str = "adult_follow_up", language: str = "en", **details: Any
    ) -> Visit:
        """A visit that came in by itself, and so has the flow that its clinic gives new ones."""
        row = VisitRow(
            row=1,
            visit_id=visit_id,
            starts_at=self.clock.now() + timedelta(days=5),
            time_zone="America/New_York",
            phone="+12025550199",
            language=language,
            clinic=(await self.a_clinic()).name,
            details=VisitDetails("Ana Diaz", None, **details),
            consent_texting=True,
            flow=flow,
        )
        await import_visits([row], self.wiring.unit_of_work(), self.clock)
        async with self.wiring.unit_of_work() as uow:
            visit = await uow.visits.called(visit_id)
        assert visit is not None
        return visit

    async def text(self, words: str, *, phone: str = PHONE, sid: str | None = None, media: int = 0) -> Received:
        """A text arrives, as the webhook hands it in."""
        inbound = Inbound(sid or f"SM{uuid4().hex}", "sms", words, media=media, number=phone)
        return await receive_message(inbound, self.wiring.unit_of_work(), self.clock, burst_wait=0)

    async def say(self, words: str, *, phone: str = PHONE) -> str:
        """Text, let everything that follows happen, and return the replies to this text joined by a newline."""
        received = await self.text(words, phone=phone)
        await self.settle()
        sent = await self.sent(phone)
        return "\n".join(m.text or "" for m in sent if received.message_id in m.in_reply_to)

    async def settle(self) -> None:
        """Run every job that can run now."""
        app = self.wiring.jobs
        if not self._jobs_open:
            await app.open_async()
            self._jobs_open = True
        await app.run_worker_async(
            wait=False,
            listen_notify=False,
            install_signal_handlers=False,
            concurrency=1,
            additional_context={"wiring": self.wiring},
        )

    async def take_turns(self) -> None:
        """Take every waiting turn by its service, without the job engine: a fifth of the time where only the talk matters."""
        wiring = self.wiring
        async with wiring.unit_of_work() as uow:
            waiting = await uow.messages.left_behind(datetime.now(timezone.utc) + timedelta(days=1))
        for conversation in waiting:
            unit, address = wiring.unit_of_work(), wiring.settings.address
            await turns.take_turn(conversation, wiring.loaded_assistant, wiring.is_command, unit, self.clock, address)

    async def close(self) -> None:
        """Let go of the job engine."""
        if self._jobs_open:
            await self.wiring.jobs.close_async()

    async def sent(self, phone: str = PHONE) -> list[Message]:
        """Every text written to a number, in order."""
        async with self.wiring.unit_of_work() as uow:
            number = await uow.numbers.find(phone)
            assert number is not None
            return [m for m in await uow.messages.of_number(number.id) if m.direction == "out"]

    async def conversation(self, visit: Visit) -> Conversation:
        async with self.wiring.unit_of_work() as uow:
            found = await uow.conversations.of_visit(visit.id)
        assert found is not None
        return found

    async def agenda(self, visit: Visit) -> Agenda:
        async with self.wiring.unit_of_work() as uow:
            return await uow.agendas.get(visit.id)

    async def alerts(self, visit: Visit) -> list[Alert]:
        async with self.wiring.unit_of_work() as uow:
            return await uow.alerts.of_visit(visit.id)

    async def tasks(self, visit: Visit) -> list[Task]:
        async with self.wiring.unit_of_work() as uow:
            return await uow.tasks.of_visit(visit.id)

    async def visit(self, visit: Visit) -> Visit:
        async with self.wiring.unit_of_work() as uow:
            return await uow.visits.get(visit.id)
