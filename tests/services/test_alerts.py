"""The duty contact is paged until a person acknowledges, and no page says who or what."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

from bot.services.review import acknowledge_alert
from integrations.jobs.tasks import queue_what_is_due
from integrations.paging import DutyPager
from tests.faults.previsit_processes import free_port
from tests.world import PHONE, World


class Inbox:
    """A mail server's handler that keeps what it gets."""

    def __init__(self) -> None:
        self.mails: list[str] = []
        self.port = 0

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.mails.append(envelope.content.decode())  # type: ignore[attr-defined]
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    kept = Inbox()
    server = Controller(kept, hostname="127.0.0.1", port=free_port())
    server.start()
    kept.port = server.port
    yield kept
    server.stop()


class Texts:
    """A sender that keeps what it is given."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    async def send(self, to: str, text: str, *, reference: str) -> object:
        self.sent.append((to, text))
        return None


async def paged(world: World) -> None:
    await queue_what_is_due(world.wiring)
    await world.settle()


async def test_an_alert_is_paged_at_once_and_every_ten_minutes_until_somebody_acknowledges(world: World, inbox: Inbox):
    texts = Texts()
    world.wiring.__dict__["pager"] = DutyPager(texts, f"smtp://127.0.0.1:{inbox.port}")  # type: ignore[arg-type]
    visit = await world.a_visit()
    await world.text("chest tight right now and my arm is numb")
    await world.settle()
    first = len(texts.sent)

    for _ in range(3):
        world.clock.move(minutes=10)
        await paged(world)
    alert = next(alert for alert in await world.alerts(visit) if alert.state == "open")
    await acknowledge_alert(alert.id, by="staff:1", uow=world.wiring.unit_of_work(), clock=world.clock)
    world.clock.move(hours=2)
    await paged(world)

    assert (first, len(texts.sent), len(inbox.mails)) == (1, 4, 4)
    assert {alert.state for alert in await world.alerts(visit)} == {"acknowledged", "noted"}


async def test_a_page_holds_an_id_and_a_tier_and_nothing_of_the_patient(world: World, inbox: Inbox):
    texts = Texts()
    world.wiring.__dict__["pager"] = DutyPager(texts, f"smtp://127.0.0.1:{inbox.port}")  # type: ignore[arg-type]
    visit = await world.a_visit()
    await world.text("I am going to kill myself tonight")
    await world.settle()

    everything = texts.sent[0][1] + inbox.mails[0]
    assert any(str(alert.id) in everything for alert in await world.alerts(visit))
    assert "T1-C" in everything
    assert not any(secret in everything for secret in ("Maria", "Lopez", "kill", PHONE))


async def test_when_nobody_on_duty_can_be_reached_a_person_at_the_clinic_is_told(world: World):
    clinic = await world.a_clinic(duty_phone="", duty_email="duty@maple.example")
    visit = await world.a_visit(clinic=clinic)
    await world.text("I can't breathe")

    await world.settle()

    assert "alert_not_paged" in {task.kind for task in await world.tasks(visit)}
    assert any(alert.next_page_at for alert in await world.alerts(visit))
