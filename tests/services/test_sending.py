"""A text leaves once, in order, and never after an opt-out; through a Twilio double with faults."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timezone

import aiohttp
import pytest

from integrations.sms.twilio import TwilioSender
from tests.doubles.twilio import TwilioDouble, running
from tests.doubles.twilio_faults import CUT, CUT_AFTER_TAKING, SERVER_ERROR
from tests.world import PHONE, World


@pytest.fixture
async def twilio(world: World) -> AsyncIterator[TwilioDouble]:
    async with running() as double, aiohttp.ClientSession() as http:
        world.wiring.__dict__["sender"] = TwilioSender(
            http,
            account_sid=double.account_sid,
            auth_token=double.auth_token,
            sender=double.number,
            api_url=double.api_url,
        )
        yield double


async def retried(world: World) -> None:
    """Let the retries that wait run now."""
    from sqlalchemy import text

    async with world.wiring.engine.begin() as connection:
        await connection.execute(text("update procrastinate_jobs set scheduled_at = null where status = 'todo'"))
    await world.settle()


async def test_a_text_that_leaves_keeps_the_provider_s_id_and_its_size(world: World, twilio: TwilioDouble):
    await world.a_visit()

    await world.text("HELP")
    await world.settle()

    message = (await world.sent())[0]
    assert message.provider_id == twilio.accepted[0].sid
    assert (message.encoding, message.segments) == ("GSM-7", 1)


async def test_a_send_without_an_answer_is_looked_up_before_it_is_repeated(world: World, twilio: TwilioDouble):
    world.clock.at = datetime.now(timezone.utc)  # the double tells the time by the wall clock
    await world.a_visit()
    twilio.faults.append(CUT_AFTER_TAKING)

    await world.text("HELP")
    await world.settle()
    await retried(world)

    assert len(twilio.texts_to(PHONE)) == 1
    assert (await world.sent())[0].provider_id == twilio.accepted[0].sid


@pytest.mark.parametrize("fault", [CUT, SERVER_ERROR], ids=["cut", "server error"])
async def test_a_text_the_provider_never_took_is_sent_by_the_retry(fault: object, world: World, twilio: TwilioDouble):
    await world.a_visit()
    twilio.faults.append(fault)  # type: ignore[arg-type]

    await world.text("HELP")
    await world.settle()
    await retried(world)

    assert len(twilio.texts_to(PHONE)) == 1


async def test_a_number_that_the_provider_has_opted_out_is_opted_out_here(world: World, twilio: TwilioDouble):
    visit = await world.a_visit()
    twilio.opted_out.add(PHONE)

    await world.text("HELP")
    await world.settle()

    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
    assert number is not None and number.opted_out_at is not None
    assert "send_failed.opted_out" in {task.kind for task in await world.tasks(visit)}


async def test_a_refused_number_stops_texts_and_tells_a_person(world: World, twilio: TwilioDouble):
    visit = await world.a_visit(phone="+15005550001")

    await world.text("HELP", phone="+15005550001")
    await world.settle()

    assert "send_failed.bad_number" in {task.kind for task in await world.tasks(visit)}
    assert (await world.sent("+15005550001"))[0].status == "failed"


async def test_after_a_stop_only_the_confirmation_leaves(world: World, twilio: TwilioDouble):
    await world.a_visit()
    await world.text("HELP")
    await world.text("STOP")

    await world.settle()

    sent = await world.sent()
    assert [(m.purpose, m.status != "cancelled") for m in sent] == [("help", False), ("opted_out", True)]
    assert len(twilio.texts_to(PHONE)) == 1


async def test_help_is_answered_after_an_opt_out_and_nothing_else_is(world: World, twilio: TwilioDouble):
    await world.a_visit()
    await world.text("STOP")
    world.clock.move(minutes=5)

    await world.text("HELP")
    await world.text("my knee hurts")
    await world.settle()

    confirmation, answer = twilio.texts_to(PHONE)
    assert "no more visit texts" in confirmation
    assert "Msg & data rates" in answer
