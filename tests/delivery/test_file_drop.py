import hashlib
import json
from pathlib import Path

import pytest

from bot.errors import DeliveryFailed
from integrations.delivery.file import FileDrop
from tests.delivery.summaries import IDENTIFIER, a_summary


def written_at(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}


async def test_a_summary_lies_in_the_folder_of_its_clinic_as_text_and_as_json(tmp_path: Path):
    summary = a_summary(text='Wants first: "café"\n')

    receipt = await FileDrop(tmp_path).deliver(summary.to_json(), identifier=IDENTIFIER)

    text = tmp_path / summary.clinic_id / f"{IDENTIFIER}.txt"
    assert text.read_text("utf-8") == summary.text
    assert json.loads(text.with_suffix(".json").read_bytes())["visit_id"] == "A-1001"
    assert receipt == f"{summary.clinic_id}/{IDENTIFIER}.txt sha256:{hashlib.sha256(text.read_bytes()).hexdigest()}"


async def test_names_tell_nothing_about_a_patient_and_others_may_not_read(tmp_path: Path):
    await FileDrop(tmp_path / "drop").deliver(a_summary().to_json(), identifier=IDENTIFIER)

    paths = list((tmp_path / "drop").rglob("*"))
    assert not any(
        word in str(path.relative_to(tmp_path)) for path in paths for word in ("Maria", "Lopez", "1961", "A-1001")
    )
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths)


async def test_an_identical_repeat_leaves_the_files_alone(tmp_path: Path):
    drop, payload = FileDrop(tmp_path), a_summary().to_json()
    await drop.deliver(payload, identifier=IDENTIFIER)
    before = written_at(tmp_path)

    await drop.deliver(payload, identifier=IDENTIFIER)

    assert written_at(tmp_path) == before


async def test_what_a_crash_left_half_written_is_made_whole(tmp_path: Path):
    summary = a_summary()
    folder = tmp_path / summary.clinic_id
    folder.mkdir()
    (folder / f".{IDENTIFIER}.txt.part").write_text("Wants fi")

    await FileDrop(tmp_path).deliver(summary.to_json(), identifier=IDENTIFIER)

    assert sorted(path.name for path in folder.iterdir()) == [f"{IDENTIFIER}.json", f"{IDENTIFIER}.txt"]


async def test_a_directory_that_cannot_be_written_is_told_with_its_setting(tmp_path: Path):
    (tmp_path / "drop").write_text("in the way")

    with pytest.raises(DeliveryFailed, match="PREVISIT_SUMMARY_DIR") as failed:
        await FileDrop(tmp_path / "drop").deliver(a_summary().to_json(), identifier=IDENTIFIER)

    assert failed.value.retryable
