"""What was only tried out is forgotten in time, and with the draft it was said to."""

from __future__ import annotations

import pytest_asyncio

from bot.flow.drafting.edits import Remove
from bot.services import flow_drafts
from bot.services.tidying import TALKS_KEPT, TRIALS_KEPT, forget_what_was_tried
from tests.services.test_previews import BY, Author
from tests.services.test_trials import Clinic
from tests.world import World


@pytest_asyncio.fixture
async def author(world: World) -> Author:
    return Author(world, (await world.a_clinic()).id)


async def talks(author: Author) -> bool:
    async with author.world.wiring.unit_of_work() as uow:
        return await uow.previews.find(*author.at, BY) is not None


async def forget(world: World) -> None:
    await forget_what_was_tried(world.wiring.unit_of_work(), world.clock)


async def test_a_talk_is_kept_for_a_month_and_no_longer(author: Author) -> None:
    world = author.world
    await author.texts("yes")
    world.clock.at += TALKS_KEPT
    await forget(world)
    assert await talks(author)

    world.clock.move(seconds=1)
    await forget(world)

    assert not await talks(author)


async def test_a_trial_goes_with_everybody_who_talked_in_it(world: World) -> None:
    clinic = Clinic(world, (await world.a_clinic()).id)
    await clinic.changes(Remove("what_helps"))
    await clinic.tries()
    world.clock.at += TRIALS_KEPT
    world.clock.move(seconds=1)

    await forget(world)

    async with world.wiring.unit_of_work() as uow:
        assert await uow.trials.last(*clinic.at) is None


async def test_what_was_said_to_a_draft_goes_when_the_draft_is_thrown_away(author: Author) -> None:
    await author.removes("what_helps")
    await author.texts("yes")

    await flow_drafts.throw_away(*author.at, seen=1, uow=author.world.wiring.unit_of_work(), clock=author.world.clock)

    assert not await talks(author)
