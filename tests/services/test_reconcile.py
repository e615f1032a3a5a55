"""Nothing is missing: a text that no webhook brought is taken in, a summary that its receiver has lost is sent again."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.errors import DeliveryFailed
from bot.records import Visit
from bot.services.delivery import deliver, prepare_deliveries
from bot.services.reconcile import Texts, certificate, check_summaries, take_in_missed
from integrations.cli.reconcile import print_certificate
from integrations.sms.inbox import TwilioInbox
from integrations.sms.twilio import PAGE_SIZE
from integrations.wiring import Wiring
from tests.doubles.twilio import TwilioDouble, running
from tests.doubles.twilio_faults import Fault
from tests.sms.conftest import sender_for
from tests.world import PHONE, World

TEXT = "my knee hurts on the stairs"


@pytest_asyncio.fixture
async def twilio(world: World) -> AsyncIterator[TwilioDouble]:
    async with running() as double:
        yield double


@pytest_asyncio.fixture
async def inbox(twilio: TwilioDouble) -> AsyncIterator[TwilioInbox]:
    async with ClientSession() as session:
        yield TwilioInbox(sender_for(twilio, session))


async def caught_up(world: World, inbox: TwilioInbox) -> Texts:
    return await take_in_missed(inbox, world.wiring.unit_of_work, world.clock, burst_wait=0)


async def stored(world: World, visit: Visit) -> list[str]:
    conversation = await world.conversation(visit)
    async with world.wiring.unit_of_work() as uow:
        return [m.text or "" for m in await uow.messages.of_conversation(conversation.id) if m.direction == "in"]


async def test_a_text_that_no_webhook_brought_is_taken_in_once(world: World, twilio: TwilioDouble, inbox: TwilioInbox):
    visit, now = await world.a_visit(), world.clock.now()
    twilio.take(PHONE, TEXT, at=now)
    twilio.take(PHONE, "and my back", at=now + timedelta(seconds=5))

    assert await caught_up(world, inbox) == Texts(2, 2)
    assert await caught_up(world, inbox) == Texts(2, 0)

    assert await stored(world, visit) == [TEXT, "and my back"]


async def test_a_text_that_came_by_its_webhook_is_not_taken_in_again(
    world: World, twilio: TwilioDouble, inbox: TwilioInbox
):
    visit = await world.a_visit()
    form = twilio.take(PHONE, TEXT, at=world.clock.now())
    await world.text(TEXT, sid=form["MessageSid"])

    assert await caught_up(world, inbox) == Texts(1, 0)
    assert await stored(world, visit) == [TEXT]


async def test_danger_in_a_missed_text_alarms_at_once(world: World, twilio: TwilioDouble, inbox: TwilioInbox):
    visit = await world.a_visit()
    twilio.take(PHONE, "chest tight right now and my arm is numb", at=world.clock.now())

    await caught_up(world, inbox)

    assert {alert.tier for alert in await world.alerts(visit)} == {"T1"}


async def test_what_is_older_than_a_day_or_than_the_clinic_is_left_alone(
    world: World, twilio: TwilioDouble, inbox: TwilioInbox
):
    visit, now = await world.a_visit(), world.clock.now()
    twilio.take(PHONE, "from before there was a clinic", at=now - timedelta(minutes=5))
    world.clock.move(days=3)
    twilio.take(PHONE, "from the day before yesterday", at=now + timedelta(days=1))

    assert await caught_up(world, inbox) == Texts(0, 0)
    assert await stored(world, visit) == []


async def test_our_own_texts_are_no_patients(world: World, twilio: TwilioDouble, inbox: TwilioInbox):
    await world.a_visit()
    async with ClientSession() as session:
        await sender_for(twilio, session).send(twilio.number, "hello", reference="1")

    assert await caught_up(world, inbox) == Texts(0, 0)


async def test_every_page_of_the_list_is_read(world: World, twilio: TwilioDouble, inbox: TwilioInbox):
    visit, now = await world.a_visit(), world.clock.now()
    for number in range(PAGE_SIZE + 5):
        twilio.take(PHONE, f"text {number}", at=now + timedelta(seconds=number))

    assert await caught_up(world, inbox) == Texts(PAGE_SIZE + 5, PAGE_SIZE + 5)
    assert await stored(world, visit) == [f"text {number}" for number in range(PAGE_SIZE + 5)]


async def test_a_provider_that_cannot_be_asked_is_an_error_and_no_empty_list(
    world: World, twilio: TwilioDouble, inbox: TwilioInbox
):
    await world.a_visit()
    twilio.faults.append(Fault(status=500))

    with pytest.raises(DeliveryFailed):
        await caught_up(world, inbox)


async def delivered(world: World) -> Visit:
    """A visit whose summary lies in the folder."""
    visit, wiring = await world.a_visit(), world.wiring
    async with wiring.unit_of_work() as uow:
        await prepare_deliveries(visit.id, uow, world.clock, world.clock.now())
        (delivery,) = await uow.deliveries.of_visit(visit.id)
        await uow.commit()
    await deliver(delivery.id, wiring.ways_of, wiring.unit_of_work, world.clock)
    return visit


async def outcomes(world: World) -> list[str]:
    found = await check_summaries(world.wiring.ways_of, world.wiring.unit_of_work, world.clock)
    return [one.outcome for one in found]


async def test_a_summary_that_its_receiver_has_lost_is_sent_again(world: World):
    visit = await delivered(world)
    assert await outcomes(world) == ["found"]
    folder = world.wiring.settings.data_dir / "summaries"
    shutil.rmtree(folder)

    assert await outcomes(world) == ["sent_again"]
    await world.settle()

    assert await outcomes(world) == ["found"]
    async with world.wiring.unit_of_work() as uow:
        (delivery,) = await uow.deliveries.of_visit(visit.id)
    assert (folder / str(delivery.receipt).split()[0]).exists()


async def test_a_file_that_was_changed_counts_as_lost(world: World):
    await delivered(world)
    (file,) = (world.wiring.settings.data_dir / "summaries").rglob("*.txt")
    file.write_text("something else")

    assert await outcomes(world) == ["sent_again"]


async def test_what_no_way_out_has_needs_a_person(world: World):
    visit = await delivered(world)
    async with world.wiring.unit_of_work() as uow:
        (delivery,) = await uow.deliveries.of_visit(visit.id)
        await uow.deliveries.update(delivery.id, state="failed", last_error="The receiver refused it.")
        await uow.commit()

    (found,) = await check_summaries(world.wiring.ways_of, world.wiring.unit_of_work, world.clock)

    assert (found.outcome, found.why) == ("needs_a_person", "The receiver refused it.")
    said = "\n".join(certificate(Texts(3, 1), [found], world.clock.now()))
    assert f"{visit.visit_id} version 1 by file: needs a person. The receiver refused it." in said
    assert "3 at the provider, 1 of them taken in just now" in said and "1 needs a person" in said


async def test_the_command_prints_the_certificate(
    world: World, make_wiring: Callable[[], Wiring], capsys: pytest.CaptureFixture[str]
):
    await delivered(world)
    wiring = make_wiring()
    wiring.settings = replace(wiring.settings, twilio_account_sid=None)

    assert await print_certificate(wiring) is True

    assert "Summaries: 1 found, 0 not asked" in capsys.readouterr().out
