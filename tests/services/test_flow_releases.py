"""A clinic publishes its flow, goes back, and no conversation that exists notices."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from bot.flow.drafting.approval import Draft, DraftRefused
from bot.flow.drafting.release import Release, Target
from bot.flow.library import flow_text, load_flow
from bot.services.flow_releases import NothingToGoBackTo, publish, roll_back
from tests.world import World

FLOW = "adult_follow_up"
SHIPPED = flow_text(FLOW)
ANY = Target()


def worded(words: str) -> Draft:
    return Draft(FLOW, SHIPPED.replace("What do you most want to talk about?", words), 1)


async def published(world: World, draft: Draft, target: Target = ANY) -> Release:
    clinic = await world.a_clinic()
    approved = draft.handed_in(seen=1).approved("Dr. Ruiz", seen=1)
    world.clock.move(minutes=1)
    return await publish(clinic.id, approved, target, by="staff:1", uow=world.wiring.unit_of_work(), clock=world.clock)


async def back(world: World) -> Release:
    clinic = await world.a_clinic()
    world.clock.move(minutes=1)
    return await roll_back(
        clinic.id, FLOW, ANY, leaving=None, by="staff:1", uow=world.wiring.unit_of_work(), clock=world.clock
    )


async def version_of_new_visit(world: World, visit_id: str, **details: Any) -> str:
    visit = await world.an_imported_visit(visit_id, **details)
    return (await world.conversation(visit)).flow_version


async def test_new_visits_get_what_was_published_and_after_going_back_what_was_before(world: World) -> None:
    assert await version_of_new_visit(world, "N1") == load_flow(FLOW).version
    first = await published(world, worded("What matters most to you?"))
    second = await published(world, worded("What is on your mind?"))

    assert await version_of_new_visit(world, "N2") == second.version
    again = await back(world)

    assert again.version == first.version and again.approved_by == "Dr. Ruiz"
    assert await version_of_new_visit(world, "N3") == first.version


async def test_conversations_that_exist_keep_their_version(world: World) -> None:
    visits = [await world.a_visit(phone=f"+120255502{n:02}") for n in range(5)]

    await published(world, worded("What is on your mind?"))

    assert {(await world.conversation(visit)).flow_version for visit in visits} == {load_flow(FLOW).version}


async def test_a_release_for_some_visits_reaches_only_those(world: World) -> None:
    for_all = await published(world, worded("What matters most to you?"))
    hers = await published(world, worded("What is on your mind?"), Target(clinician="Dr. Ruiz"))

    assert await version_of_new_visit(world, "T1", clinician="Dr. Ruiz") == hers.version
    assert await version_of_new_visit(world, "T2", clinician="Dr. Osei") == for_all.version


async def test_what_was_published_stays_in_the_history_with_who_approved_it(world: World) -> None:
    first = await published(world, worded("What matters most to you?"))
    second = await published(world, worded("What is on your mind?"))

    history = await releases(world, (await world.a_clinic()).id)

    assert [(one.version, one.retired_at is None) for one in history] == [
        (second.version, True),
        (first.version, False),
    ]
    assert {one.approved_by for one in history} == {"Dr. Ruiz"}


async def test_what_nobody_approved_is_not_published(world: World) -> None:
    clinic = await world.a_clinic()

    with pytest.raises(DraftRefused, match="not approved"):
        await publish(clinic.id, worded("x"), ANY, by="staff:1", uow=world.wiring.unit_of_work(), clock=world.clock)
    assert await releases(world, clinic.id) == []


async def test_there_is_no_going_back_behind_the_first(world: World) -> None:
    with pytest.raises(NothingToGoBackTo):
        await back(world)
    await published(world, worded("What matters most to you?"))
    with pytest.raises(NothingToGoBackTo):
        await back(world)


async def releases(world: World, clinic_id: UUID) -> list[Release]:
    async with world.wiring.unit_of_work() as uow:
        return await uow.releases.of_clinic(clinic_id)


async def test_a_language_that_nobody_is_texted_in_is_no_target(world: World) -> None:
    with pytest.raises(DraftRefused, match="Languages: en, es"):
        await published(world, worded("What matters most?"), Target(language="xx"))
