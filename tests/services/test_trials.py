"""A draft is tried on a crowd in the background, and real patients never wait for it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.flow.drafting.edits import Remove, Replace
from bot.flow.library import FlowError, flow_text, load_flow
from bot.services import flow_drafts, trials
from bot.simulation.simulate import simulate
from bot.simulation.trial import Trial, reports
from tests.services.test_previews import Broken
from tests.world import World

FLOW, EVERYBODY = "adult_follow_up", 12


class Clinic:
    """A clinic at work on one flow."""

    def __init__(self, world: World, clinic_id: Any) -> None:
        self.world, self.at = world, (clinic_id, FLOW)

    @property
    def _now(self) -> dict[str, Any]:
        return {"by": "staff:1", "uow": self.world.wiring.unit_of_work(), "clock": self.world.clock}

    async def changes(self, change: Any) -> None:
        await flow_drafts.begin(*self.at, **self._now)
        await flow_drafts.edit(*self.at, change, seen=0, **self._now)

    async def tries(self, patients: int = EVERYBODY) -> None:
        await trials.begin(*self.at, patients, **self._now)

    async def stops(self) -> None:
        await trials.stop(*self.at, uow=self.world.wiring.unit_of_work())

    async def trial(self) -> Trial:
        async with self.world.wiring.unit_of_work() as uow:
            trial = await uow.trials.last(*self.at)
        assert trial is not None
        return trial

    async def told(self) -> list[Any]:
        trial = await self.trial()
        async with self.world.wiring.unit_of_work() as uow:
            return await uow.trials.told(trial.id)


@pytest.fixture
async def clinic(world: World) -> Clinic:
    return Clinic(world, (await world.a_clinic()).id)


@pytest.fixture
async def talking_clinic(talking_world: World) -> Clinic:
    return Clinic(talking_world, (await talking_world.a_clinic()).id)


async def test_everybody_talks_to_the_draft_and_to_what_visits_get(talking_clinic: Clinic) -> None:
    clinic = talking_clinic
    await clinic.changes(Remove("what_helps"))

    await clinic.tries()
    await clinic.world.settle()

    tried, now = reports(await clinic.trial(), await clinic.told())
    assert (tried.whole.patients, now.whole.patients) == (EVERYBODY, EVERYBODY)
    assert tried.whole.texts < now.whole.texts
    whole = await simulate(load_flow(FLOW), clinic.world.wiring.loaded_assistant, patients=EVERYBODY)
    assert now.whole == whole.whole, "by a few at a time as all at once"


async def test_a_trial_that_a_worker_did_not_survive_goes_on_where_it_was(talking_clinic: Clinic) -> None:
    clinic = talking_clinic
    await clinic.tries(4)
    trial, reader = await clinic.trial(), clinic.world.wiring.reader
    for _ in range(2):  # the second is the job of a dead worker, handed out again
        assert await trials.go_on(trial.id, 0, reader, clinic.world.wiring.unit_of_work) in (True, False)

    await clinic.world.settle()

    assert sorted(one.number for one in await clinic.told()) == [0, 1, 2, 3]


async def test_a_stopped_trial_goes_no_further_and_a_new_one_ends_the_last(clinic: Clinic) -> None:
    await clinic.tries()
    first = await clinic.trial()
    clinic.world.clock.move(seconds=1)
    await clinic.tries()
    async with clinic.world.wiring.unit_of_work() as uow:
        assert (await uow.trials.get(first.id)).ended == "stopped"

    await clinic.stops()

    stopped = await clinic.trial()
    assert stopped.ended == "stopped"
    assert not await trials.go_on(stopped.id, 0, Broken(), clinic.world.wiring.unit_of_work)
    assert await clinic.told() == []


async def test_a_trial_that_fails_says_so_instead_of_standing_still(clinic: Clinic) -> None:
    clinic.world.wiring.assistant = Broken()
    await clinic.tries()

    for _ in range(2):
        await clinic.world.settle()

    assert (await clinic.trial()).ended == "failed"


@pytest.mark.parametrize("patients", [0, -1, 1001])
async def test_a_crowd_of_nobody_or_of_too_many_is_refused(patients: int, clinic: Clinic) -> None:
    with pytest.raises(trials.NoSuchCrowd, match="1 to 1000"):
        await clinic.tries(patients)


async def test_a_flow_that_goes_in_a_circle_is_not_tried(clinic: Clinic) -> None:
    await clinic.changes(Replace(flow_text(FLOW).replace("next: hopes", "next: goal")))

    with pytest.raises(FlowError, match="circle"):
        await clinic.tries()
