"""Letting a conversation go on that a danger sign paused."""

from __future__ import annotations

from dataclasses import replace

from bot.flow.model import Stage
from bot.records import Visit
from tests.coordinator.conftest import Desk


async def paused(desk: Desk, by: str = "T1") -> Visit:
    visit = await desk.world.a_visit()
    conversation = await desk.world.conversation(visit)
    session = replace(conversation.session, stage=Stage.PAUSED, paused_by=by, question="main_concern")
    async with desk.world.wiring.unit_of_work() as uow:
        flow = await uow.conversations.flow(conversation.flow_version)
        session = replace(session, question=flow.start)
        await uow.conversations.save(replace(conversation, session=session), desk.world.clock.now(), progress=(0, 6))
        if by == "abuse":
            await uow.numbers.update(visit.number_id, quiet=True)
        await uow.commit()
    return visit


async def quiet(desk: Desk, visit: Visit) -> bool:
    async with desk.world.wiring.unit_of_work() as uow:
        return (await uow.numbers.get(visit.number_id)).quiet


async def test_a_coordinator_lets_it_go_on_and_the_patient_is_told_kindly(desk: Desk):
    visit = await paused(desk)
    browser = await desk.at_work()
    await browser.page(f"/visits/{visit.id}")
    assert browser.says("The conversation is paused")

    await browser.post(f"/visits/{visit.id}/resume")

    assert browser.says("The conversation goes on")
    assert (await desk.world.conversation(visit)).session.stage is Stage.ASKING
    sent = await desk.world.sent()
    assert len(sent) == 1
    assert sent[0].by.startswith("staff:")
    assert "talk about" in (sent[0].text or "")


async def test_where_a_text_could_do_harm_a_person_must_say_that_it_is_safe(desk: Desk):
    visit = await paused(desk, by="abuse")
    browser = await desk.at_work()

    refused = await browser.post(f"/visits/{visit.id}/resume")
    assert refused.status == 422
    assert await desk.world.sent() == []
    assert await quiet(desk, visit)
    await browser.post(f"/visits/{visit.id}/resume", safe="yes")

    assert not await quiet(desk, visit)
    assert len(await desk.world.sent()) == 1


async def test_after_an_opt_out_it_goes_on_without_a_text(desk: Desk):
    visit = await paused(desk)
    browser = await desk.at_work()
    await browser.post(f"/visits/{visit.id}/opt-out", channel="phone", on="2026-12-06")

    await browser.post(f"/visits/{visit.id}/resume")

    assert (await desk.world.conversation(visit)).session.stage is Stage.ASKING
    assert await desk.world.sent() == []


async def test_what_is_not_paused_does_not_go_on(desk: Desk):
    visit = await desk.world.a_visit()
    browser = await desk.at_work()

    assert (await browser.post(f"/visits/{visit.id}/resume")).status == 422
    assert await desk.world.sent() == []
