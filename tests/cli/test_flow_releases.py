"""`previsit flows publish`, `rollback` and `releases`, as somebody at the command line sees them."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from bot.errors import PrevisitError
from bot.flow.drafting.approval import DraftRefused
from bot.flow.drafting.release import Target
from bot.flow.library import flow_text
from bot.records import StaffMember
from integrations.cli.flow_releases import go_back, publish_file, published_text, show_releases
from tests.world import World

SHIPPED = flow_text("adult_follow_up")
CHANGED = SHIPPED.replace("What do you most want to talk about?", "What is on your mind?")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "adult_follow_up.yml"
    path.write_text(SHIPPED.replace("next: read_back", "next: nowhere"), "utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "adult_follow_up.yml"
    path.write_text(CHANGED, "utf-8")
    return path


async def test_what_is_published_is_listed_with_who_approved_it_and_for_whom(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = await world.a_clinic()

    await publish_file(world.wiring, file, clinic.name, "Dr. Ruiz", Target(visit_type="annual"))
    await show_releases(world.wiring, clinic.name)

    published, instead, coming, listed = capsys.readouterr().out.splitlines()
    assert published.startswith("Published adult_follow_up ") and "for visit type annual" in published
    assert instead == "In the place of the flow as it comes with Previsit."
    assert coming == "Coming visits that are one of these: 0."
    assert "approved by Dr. Ruiz (as stated on the command line)  given to new visits" in listed
    assert listed.endswith("conversations: 0 going on, 0 over")


async def test_where_clinicians_have_accounts_one_of_them_must_have_approved(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = await world.a_clinic()
    member = StaffMember(uuid4(), clinic.id, "ruiz@maple.example", "Dr. Ana Ruiz", "clinician", active=True)
    async with world.wiring.unit_of_work() as uow:
        await uow.staff.add(member, world.clock.now())
        await uow.commit()

    with pytest.raises(PrevisitError, match="'Dr. Who' is no clinician of Maple.*: Dr. Ana Ruiz"):
        await publish_file(world.wiring, file, clinic.name, "Dr. Who", Target())
    await publish_file(world.wiring, file, clinic.name, "RUIZ@maple.example", Target())

    assert "approved by Dr. Ana Ruiz" in capsys.readouterr().out


async def test_a_clinic_that_published_nothing_is_told_what_its_visits_get(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = await world.a_clinic()

    await show_releases(world.wiring, clinic.name)

    assert "its visits get the shipped ones" in capsys.readouterr().out


async def test_an_unknown_clinic_or_nothing_to_go_back_to_is_refused(world: World, file: Path) -> None:
    clinic = await world.a_clinic()

    with pytest.raises(PrevisitError, match=r"no clinic 'Oak'\. Clinics: Maple Street Clinic"):
        await publish_file(world.wiring, file, "Oak", "Dr. Ruiz", Target())
    with pytest.raises(PrevisitError, match="no earlier version"):
        await go_back(world.wiring, "adult_follow_up", clinic.name, Target())


async def test_a_flow_with_errors_is_refused(world: World, broken: Path) -> None:
    clinic = await world.a_clinic()

    with pytest.raises(DraftRefused, match="errors that keep it from patients"):
        await publish_file(world.wiring, broken, clinic.name, "Dr. Ruiz", Target())


async def test_before_the_first_version_there_is_the_flow_as_it_is_shipped(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = await world.a_clinic()
    for target in (Target(), Target(language="es")):
        await publish_file(world.wiring, file, clinic.name, "Dr. Ruiz", target)
    capsys.readouterr()

    await go_back(world.wiring, "adult_follow_up", clinic.name, Target(language="es"))
    await go_back(world.wiring, "adult_follow_up", clinic.name, Target())

    to_the_wider_one, to_the_shipped = capsys.readouterr().out.splitlines()
    assert to_the_wider_one.startswith("Back to adult_follow_up ") and "for every visit" in to_the_wider_one
    assert to_the_shipped.startswith("Back to the flow as it comes with Previsit, from version ")


async def test_a_version_is_read_back_to_the_letter_and_conversations_on_the_shipped_one_are_listed(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = await world.a_clinic()
    visit = await world.a_visit()
    shipped = (await world.conversation(visit)).flow_version
    await publish_file(world.wiring, file, clinic.name, "Dr. Ruiz", Target())
    version = capsys.readouterr().out.split()[2].rstrip(",")

    assert await published_text(world.wiring, version) == CHANGED
    assert await published_text(world.wiring, "0123456789ab") is None
    await show_releases(world.wiring, clinic.name)
    assert f"{shipped}, as it comes with Previsit; conversations: 1 going on, 0 over" in capsys.readouterr().out
