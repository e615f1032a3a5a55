"""Writing first: when, how often, to whom, and when not at all."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.records import Visit
from integrations.jobs.tasks import queue_what_is_due
from tests.world import World

TEN_AT_NIGHT = datetime(2026, 12, 8, 3, 0, tzinfo=timezone.utc)  # 22:00 in New York


async def whatever_is_due(world: World) -> None:
    await queue_what_is_due(world.wiring)
    await world.settle()


async def a_booked_visit(world: World, **changes: object) -> Visit:
    return await world.a_visit(**({"invited_at": None} | changes))


async def purposes(world: World) -> list[str]:
    return [message.purpose for message in await world.sent()]


async def test_an_invitation_goes_three_days_before_and_only_once(world: World):
    await a_booked_visit(world, starts_at=world.clock.now() + timedelta(days=4))

    await whatever_is_due(world)
    before = await purposes(world)
    world.clock.move(days=1)
    await whatever_is_due(world)
    await whatever_is_due(world)

    assert (before, await purposes(world)) == ([], ["invitation"])


async def test_an_invitation_names_nobody_and_says_how_to_stop(world: World):
    await a_booked_visit(world, starts_at=world.clock.now() + timedelta(days=2), details={"clinician": "Dr. Heart"})

    await whatever_is_due(world)

    text = (await world.sent())[0].text or ""
    assert "STOP" in text and "911" in text and "Maple Street Clinic" in text
    assert not any(secret in text for secret in ("Maria", "Lopez", "Heart"))
    assert (await world.sent())[0].segments == 1


async def test_nothing_unsolicited_goes_at_night_and_it_goes_in_the_morning(world: World):
    world.clock.at = TEN_AT_NIGHT
    await a_booked_visit(world, starts_at=TEN_AT_NIGHT + timedelta(days=2))

    await whatever_is_due(world)
    at_night = await purposes(world)
    world.clock.move(hours=12)
    await whatever_is_due(world)

    assert (at_night, await purposes(world)) == ([], ["invitation"])


async def test_a_clinic_that_is_not_set_up_sends_nothing(world: World):
    clinic = await world.a_clinic(name="Elm Clinic", safety_signed_by="")
    await a_booked_visit(world, clinic=clinic, starts_at=world.clock.now() + timedelta(days=2))

    await whatever_is_due(world)

    assert await purposes(world) == []


@pytest.mark.parametrize("changes", [{"consent_texting": False}, {"status": "cancelled"}])
async def test_who_did_not_consent_or_whose_visit_is_off_gets_nothing(changes: dict[str, object], world: World):
    visit = await a_booked_visit(world, starts_at=world.clock.now() + timedelta(days=2))
    async with world.wiring.unit_of_work() as uow:
        await uow.visits.update(visit.id, **changes)
        await uow.commit()

    await whatever_is_due(world)

    assert await purposes(world) == []


async def test_two_visits_on_one_phone_are_not_invited_on_one_day(world: World):
    for days in (2, 3):
        await a_booked_visit(world, starts_at=world.clock.now() + timedelta(days=days))

    await whatever_is_due(world)
    first_day = await purposes(world)
    world.clock.move(days=1)
    await whatever_is_due(world)

    assert (first_day, await purposes(world)) == (["invitation"], ["invitation", "invitation"])


async def test_who_is_silent_gets_one_reminder_after_a_day_and_no_third_text(world: World):
    await a_booked_visit(world, starts_at=world.clock.now() + timedelta(days=3))

    for _ in range(70):
        await whatever_is_due(world)
        world.clock.move(hours=1)

    assert await purposes(world) == ["invitation", "reminder"]


async def test_two_hours_before_the_visit_asking_ends_and_staff_hear_of_an_agenda_nobody_reviewed(talking_world: World):
    world = talking_world
    visit = await a_booked_visit(world, starts_at=world.clock.now() + timedelta(days=1))
    await world.say("START")
    await world.say("my knee hurts")
    world.clock.move(hours=22, minutes=30)

    await whatever_is_due(world)
    reply = await world.say("also my back")

    assert (await world.visit(visit)).closed_at is not None
    assert "not_reviewed" in {task.kind for task in await world.tasks(visit)}
    assert "added this to your list" in reply
    assert any("back" in item.words for item in (await world.agenda(visit)).items)
