"""How a visit went is asked once, by text, at a decent hour, and never across another visit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import text as sql

from bot.records import Visit
from bot.services import after_visit, outreach
from tests.services.test_outreach import purposes, whatever_is_due
from tests.world import World

AFTER = timedelta(hours=5)
TOPICS = ("yes", "my knee hurts", "DONE")


async def a_visit_that_has_been(world: World, **changes: object) -> Visit:
    """A patient named a topic; the visit began five hours ago."""
    visit = await world.a_visit(starts_at=world.clock.now() + timedelta(days=1), **changes)
    for text in TOPICS:
        await world.text(text)
        await world.take_turns()
    world.clock.at = visit.starts_at + AFTER
    return visit


async def test_it_is_asked_once_and_the_answers_are_kept_with_the_visit(talking_world: World) -> None:
    world = talking_world
    visit = await a_visit_that_has_been(world)

    await whatever_is_due(world)
    await whatever_is_due(world)
    asked = (await world.sent())[-1]
    for text in ("2", "we never got to my sleep"):
        await world.text(text)
        await world.take_turns()

    assert (await purposes(world)).count("after_visit") == 1
    assert "visit" in (asked.text or "") and "1 A lot" in (asked.text or "") and "STOP" in (asked.text or "")
    answers = {answer.fills: answer for answer in (await world.agenda(visit)).answers}
    assert answers["after.benefit"].value == "some"
    assert answers["after.open"].words == "we never got to my sleep"
    assert "Your team reads this" in ((await world.sent())[-1].text or "")


async def test_it_waits_for_the_morning_and_two_days_later_it_is_left(talking_world: World) -> None:
    world = talking_world
    visit = await a_visit_that_has_been(world)
    world.clock.at = visit.starts_at.replace(hour=4) + timedelta(days=1)  # 23:00 in New York

    await whatever_is_due(world)
    at_night = (await purposes(world)).count("after_visit")
    world.clock.at = visit.starts_at + timedelta(days=2, minutes=1)
    await whatever_is_due(world)

    assert (at_night, (await purposes(world)).count("after_visit")) == (0, 0)


async def test_nobody_is_asked_who_opted_out_or_said_nothing(talking_world: World) -> None:
    world = talking_world
    silent = await world.a_visit(phone="+12025550144", starts_at=world.clock.now() + timedelta(days=1))
    await a_visit_that_has_been(world)
    await world.text("STOP")

    await whatever_is_due(world)

    assert "after_visit" not in await purposes(world)
    assert "after_visit" not in [m.purpose for m in await world.sent("+12025550144")]
    assert (await world.conversation(silent)).session.after is False


async def test_an_answer_finds_the_visit_it_is_about_though_another_is_booked(talking_world: World) -> None:
    world = talking_world
    visit = await a_visit_that_has_been(world)
    coming = await world.a_visit(invited_at=None, starts_at=world.clock.now() + timedelta(days=40))
    await whatever_is_due(world)

    await world.text("1")
    await world.take_turns()

    assert [a.value for a in (await world.agenda(visit)).answers if a.fills == "after.benefit"] == ["a_lot"]
    assert (await world.agenda(coming)).answers == ()


async def test_it_is_not_asked_across_the_preparation_of_the_next_visit(talking_world: World) -> None:
    world = talking_world
    await a_visit_that_has_been(world)
    await world.a_visit(starts_at=world.clock.now() + timedelta(days=2))

    await whatever_is_due(world)

    assert "after_visit" not in await purposes(world)


@pytest.mark.parametrize("after", [outreach.close, after_visit.ask_how_it_went])
async def test_a_turn_and_the_end_of_a_visit_wait_for_each_other_and_both_are_done(
    talking_world: World, after: Callable[..., Awaitable[object]]
) -> None:
    world = talking_world
    visit = await a_visit_that_has_been(world)
    talk = await world.conversation(visit)

    async with world.wiring.unit_of_work() as turn:
        await turn.conversations.lock(talk.id)
        ending = asyncio.create_task(after(visit.id, world.wiring.unit_of_work(), world.clock))
        await somebody_waits(world)
        await turn.visits.lock(visit.id)
        await turn.commit()

    await ending


async def somebody_waits(world: World) -> None:
    """Return once a transaction waits for a lock of another."""
    waiting = sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
    async with world.wiring.engine.connect() as connection:
        while not (await connection.execute(waiting)).scalar_one():
            await connection.rollback()
            await asyncio.sleep(0.01)


async def test_the_question_counts_as_a_text_that_nobody_asked_for(talking_world: World) -> None:
    world = talking_world
    visit = await a_visit_that_has_been(world)
    await whatever_is_due(world)

    async with world.wiring.unit_of_work() as uow:
        sent = await uow.messages.unsolicited_since(visit.number_id, visit.starts_at)

    assert len(sent) == 1
