"""Trying the assistant out leaves no trace in a clinic's work."""

from __future__ import annotations

from datetime import timedelta

from integrations.demonstration.clinic import ensure_clinic
from integrations.demonstration.conversation import new_conversation
from tests.world import World


async def test_a_practice_visit_is_on_no_coordinator_s_list(world: World):
    clinic = await ensure_clinic(world.wiring)

    await new_conversation(world.wiring)

    since, until = world.clock.now(), world.clock.now() + timedelta(days=30)
    async with world.wiring.unit_of_work() as uow:
        clinics = {one.name: one for one in await uow.clinics.all()}
        assert await uow.visits.of_clinic(clinic.id, since=since, until=until) == []
        assert len(await uow.visits.of_clinic(clinics["Practice"].id, since=since, until=until)) == 1
    assert clinics["Practice"].settings == clinic.settings  # its texts are those of the demonstration
