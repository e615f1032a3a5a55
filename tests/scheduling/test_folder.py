"""A folder of exports: each file is taken in whole or refused with its reasons, and none twice or half copied."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from integrations.jobs.tasks import look_for_visits
from integrations.scheduling.folder import take_in_folder
from tests.scheduling.files import a_file, a_row
from tests.world import World


@pytest.fixture
async def clinic(world: World) -> World:
    await world.a_clinic()
    return world


def put(folder: Path, name: str, data: bytes, *, age: float = 60) -> Path:
    """Lay a file there that was last changed so many seconds ago."""
    (folder / name).write_bytes(data)
    os.utime(folder / name, (time.time() - age,) * 2)
    return folder / name


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def looks(world: World, folder: Path) -> list[tuple[str, bool]]:
    """Name and acceptance of each file of one round."""
    found = await take_in_folder(folder, world.wiring.unit_of_work, world.clock)
    return [(one.name, one.problem is None) for one in found]


async def known(world: World, *visit_ids: str) -> list[str]:
    async with world.wiring.unit_of_work() as uow:
        found = [await uow.visits.called(visit_id) for visit_id in visit_ids]
    return [visit.visit_id for visit in found if visit]


async def test_exports_are_taken_in_oldest_first_and_put_away(clinic: World, tmp_path: Path):
    put(tmp_path, "b.csv", a_file(a_row(status="cancelled")), age=60)
    put(tmp_path, "a.csv", a_file(a_row(), a_row(visit_id="A-1002", phone="+12025550144")), age=120)

    assert await looks(clinic, tmp_path) == [("a.csv", True), ("b.csv", True)]

    assert await known(clinic, "A-1001", "A-1002") == ["A-1001", "A-1002"]
    assert names_in(tmp_path / "taken") == ["a.csv", "b.csv"]
    assert await looks(clinic, tmp_path) == []


async def test_a_file_with_a_bad_row_is_refused_whole_beside_its_reasons_and_the_next_is_taken(
    clinic: World, tmp_path: Path
):
    put(tmp_path, "bad.csv", a_file(a_row(), a_row(visit_id="A-1002", phone="call the desk")), age=120)
    put(tmp_path, "good.csv", a_file(a_row(visit_id="A-1003")))

    assert await looks(clinic, tmp_path) == [("bad.csv", False), ("good.csv", True)]

    assert await known(clinic, "A-1001", "A-1002", "A-1003") == ["A-1003"]
    reason = (tmp_path / "refused" / "bad.csv.txt").read_text()
    assert "phone" in reason and "Lopez" not in reason and "call the desk" not in reason
    assert (tmp_path / "refused" / "bad.csv").exists()


async def test_what_is_still_being_copied_or_is_no_export_stays(clinic: World, tmp_path: Path):
    put(tmp_path, "fresh.csv", a_file(), age=0)
    put(tmp_path, ".hidden.csv", a_file())
    put(tmp_path, "notes.txt", b"hello")
    (tmp_path / "folder.csv").mkdir()

    assert await looks(clinic, tmp_path) == []
    assert names_in(tmp_path) == [".hidden.csv", "folder.csv", "fresh.csv", "notes.txt"]


async def test_an_export_under_a_name_of_before_replaces_nothing(clinic: World, tmp_path: Path):
    for _ in range(2):
        put(tmp_path, "day.csv", a_file())
        await looks(clinic, tmp_path)

    assert names_in(tmp_path / "taken") == ["day-2.csv", "day.csv"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"{", b"[[[[" * 20_000, b"visit_id\n"], ids=range(5))
async def test_what_cannot_be_read_is_refused_and_stops_nobody(clinic: World, tmp_path: Path, data: bytes):
    put(tmp_path, "a.csv", data, age=120)
    put(tmp_path, "b.csv", a_file())

    assert await looks(clinic, tmp_path) == [("a.csv", False), ("b.csv", True)]


async def test_the_job_looks_where_the_operator_says_and_outlives_a_folder_that_is_not_there(
    clinic: World, tmp_path: Path
):
    put(tmp_path, "day.csv", a_file())
    wiring = clinic.wiring
    context: Any = SimpleNamespace(additional_context={"wiring": wiring})

    await look_for_visits(context, 0)
    assert await known(clinic, "A-1001") == []
    wiring.settings = replace(wiring.settings, visits_dir=tmp_path / "gone")
    await look_for_visits(context, 0)
    wiring.settings = replace(wiring.settings, visits_dir=tmp_path)
    await look_for_visits(context, 0)

    assert await known(clinic, "A-1001") == ["A-1001"]
