"""`previsit flows publish`, `rollback` and `releases`, as somebody at the command line sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PrevisitError
from bot.flow.drafting.approval import DraftRefused
from bot.flow.drafting.release import Target
from bot.flow.library import flow_text
from integrations.cli.flow_releases import go_back, publish_file, show_releases
from tests.world import World

SHIPPED = flow_text("adult_follow_up")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "adult_follow_up.yml"
    path.write_text(SHIPPED.replace("next: read_back", "next: nowhere"), "utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "adult_follow_up.yml"
    path.write_text(SHIPPED.replace("What do you most want to talk about?", "What is on your mind?"), "utf-8")
    return path


async def test_what_is_published_is_listed_with_who_approved_it_and_for_whom(
    world: World, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clinic = await world.a_clinic()

    await publish_file(world.wiring, file, clinic.name, "Dr. Ruiz", Target(visit_type="annual"))
    await show_releases(world.wiring, clinic.name)

    published, listed = capsys.readouterr().out.splitlines()
    assert published.startswith("Published adult_follow_up ") and "for visit type annual" in published
    assert listed.endswith("approved by Dr. Ruiz  given to new visits")


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
