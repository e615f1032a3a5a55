"""Trying the assistant out leaves no trace in a clinic's work."""

from __future__ import annotations

from datetime import timedelta

from bot.clinics import PRACTICE
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
        assert len(await uow.visits.of_clinic(clinics[PRACTICE].id, since=since, until=until)) == 1
    assert clinics[PRACTICE].settings == clinic.settings  # its texts are those of the demonstration


async def test_what_belongs_to_no_clinic_goes_to_a_real_one_before_the_one_for_practice(world: World):
    await ensure_clinic(world.wiring, PRACTICE)
    await world.a_clinic("Riverside Clinic")

    async with world.wiring.unit_of_work() as uow:
        assert [one.name for one in await uow.clinics.all()] == ["Riverside Clinic", PRACTICE]
