"""Reports on our texts: late, twice, in any order, and about texts we do not know."""

from __future__ import annotations

from itertools import permutations

import pytest

from bot.records import Message, Visit
from bot.services.outgoing import post
from tests.web.webhooks import Twilio
from tests.world import PHONE, World

SID = "SMours"


async def a_text_on_its_way(world: World) -> tuple[Visit, int]:
    visit = await world.a_visit()
    conversation = await world.conversation(visit)
    async with world.wiring.unit_of_work() as uow:
        message_id = await post(
            uow,
            text="hello",
            purpose="reply",
            channel="sms",
            language="en",
            at=world.clock.now(),
            number_id=visit.number_id,
            conversation_id=conversation.id,
        )
        await uow.messages.update(message_id, provider_id=SID, status="queued")
        await uow.commit()
    return visit, message_id


async def message(world: World, message_id: int) -> Message:
    async with world.wiring.unit_of_work() as uow:
        return await uow.messages.get(message_id)


@pytest.mark.parametrize("order", list(permutations(("sent", "delivered", "queued"))))
async def test_in_whichever_order_reports_come_the_furthest_counts(
    twilio: Twilio, world: World, order: tuple[str, ...]
):
    _, message_id = await a_text_on_its_way(world)

    for status in order:
        assert (await twilio.report(SID, status)).status == 204

    assert (await message(world, message_id)).status == "delivered"


async def test_a_failure_after_the_delivery_changes_nothing(twilio: Twilio, world: World):
    visit, message_id = await a_text_on_its_way(world)

    await twilio.report(SID, "delivered")
    await twilio.report(SID, "failed", 30008)

    assert (await message(world, message_id)).status == "delivered"
    assert await world.tasks(visit) == []


async def test_a_report_that_the_recipient_has_unsubscribed_is_an_opt_out(twilio: Twilio, world: World):
    visit, _ = await a_text_on_its_way(world)

    await twilio.report(SID, "failed", 21610)
    await twilio.report(SID, "failed", 21610)

    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
    assert number is not None and number.opted_out_at == world.clock.now()
    assert len(await world.tasks(visit)) == 1


@pytest.mark.parametrize("code", [30003, 30005, 30006, 30007, 30034, 99999])
async def test_a_lost_text_becomes_a_persons_task(twilio: Twilio, world: World, code: int):
    visit, message_id = await a_text_on_its_way(world)

    await twilio.report(SID, "undelivered", code)

    assert (await message(world, message_id)).status_code == str(code)
    assert [task.message_id for task in await world.tasks(visit)] == [message_id]


async def test_a_report_on_a_text_nobody_knows_is_taken_without_effect(twilio: Twilio, world: World):
    await world.a_visit()

    assert (await twilio.report("SMunknown", "delivered")).status == 204


async def test_a_report_on_a_patients_own_text_has_no_effect(twilio: Twilio, world: World):
    await world.a_visit()
    await twilio.text("my knee", sid="SMtheirs")

    assert (await twilio.report("SMtheirs", "failed", 21610)).status == 204

    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
    assert number is not None and number.opted_out_at is None
