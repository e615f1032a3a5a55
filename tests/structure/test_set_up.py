"""The shell helpers of the Makefile, on machines that lack things."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.structure.source import ROOT


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder that is the whole PATH of a machine: a shell and little else."""
    for tool in ("sh", "id", "env"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    return tmp_path


def program(machine: Path, name: str, text: str) -> None:
    (machine / name).write_text(f"#!{shutil.which('sh')}\n{text}\n")
    (machine / name).chmod(0o755)


def run(script: str, machine: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": str(machine), "HOME": str(machine)} | environ
    return subprocess.run(
        [machine / "sh", ROOT / "scripts" / script, *arguments],
        env=environ,
        cwd=machine,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_python_on_the_path_is_found(machine: Path) -> None:
    (machine / "python3.10").symlink_to(sys.executable)

    assert Path(run("find-python", machine).stdout.strip()).name == "python3.10"


def test_a_python_that_pyenv_keeps_is_found_although_its_shim_refuses(machine: Path) -> None:
    program(machine, "python3.10", "echo 'pyenv: version 3.10 is not set' >&2; exit 127")
    kept = machine / "pyenv" / "versions" / "3.10.99" / "bin"
    kept.mkdir(parents=True)
    (kept / "python3.10").symlink_to(sys.executable)

    found = run("find-python", machine, PYENV_ROOT=str(machine / "pyenv"))

    assert found.stdout.strip() == str(kept / "python3.10")


def test_without_any_python_uv_brings_one(machine: Path) -> None:
    program(machine, "python3", "exit 1")
    program(machine, "uv", 'echo "$@" >> asked; case $2 in find) echo /brought/by/uv ;; esac')

    found = run("find-python", machine)

    assert found.stdout.strip() == "/brought/by/uv"
    assert (machine / "asked").read_text().splitlines() == ["python install 3.10", "python find --managed-python 3.10"]


def test_without_python_and_uv_the_way_out_is_named(machine: Path) -> None:
    found = run("find-python", machine)

    assert found.returncode == 1
    assert "Install Python 3.10" in found.stderr


def test_a_chromium_that_is_there_is_enough(machine: Path) -> None:
    program(machine, "chromium", "exit 0")

    assert run("need-native", machine, "chromium").returncode == 0


def test_chromium_is_brought_by_apt_where_that_is_allowed(machine: Path) -> None:
    program(machine, "id", "echo 0")
    program(machine, "apt-get", f'echo "$@" >> asked; [ "$1" = update ] || {shutil.which("ln")} -s sh chromium')

    assert run("need-native", machine, "chromium").returncode == 0
    assert (machine / "asked").read_text().splitlines()[0].startswith("update")


def test_a_chromium_that_cannot_be_had_fails_with_the_command_to_run(machine: Path) -> None:
    program(machine, "id", "echo 1000")
    program(machine, "apt-get", "exit 100")
    program(machine, "sudo", "exit 1")

    refused = run("need-native", machine, "chromium")

    assert refused.returncode == 1
    assert "sudo apt-get update && sudo apt-get install -y chromium" in refused.stderr


def test_pango_is_brought_by_apt_where_printing_lacks_it(machine: Path) -> None:
    (machine / ".venv" / "bin").mkdir(parents=True)
    program(machine / ".venv" / "bin", "python", "[ -e pango ]")
    program(machine, "id", "echo 0")
    program(machine, "apt-get", f'echo "$@" >> asked; [ "$1" = update ] || {shutil.which("touch")} pango')

    assert run("need-native", machine, "printing").returncode == 0
    assert (machine / "asked").read_text().splitlines()[1] == "install -yq libpangoft2-1.0-0 libharfbuzz-subset0"


def test_the_makefile_leaves_no_previsit_setting_behind() -> None:
    """A variable of ours that make exports would be an unknown setting, or one nobody chose."""
    assert "PREVISIT_" not in (ROOT / "Makefile").read_text()
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
