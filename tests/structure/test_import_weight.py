"""What comes into memory, and what happens, when a module is imported. Each look needs a fresh process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.structure.source import ROOT, below, imports_of, modules

HEAVY = ("rasa", "rasa_sdk", "tensorflow", "spacy")
OUTSIDE = ("sqlalchemy", "psycopg", "procrastinate", "aiohttp", "prometheus_client", "twilio")
PURE_ROOMS = ("bot.agenda", "bot.flow", "bot.safety", "bot.messaging", "bot.locales")
RUN_WHEN_IMPORTED = (
    "bench.__main__",
    "bench.evaluate.__main__",
    "integrations.storage.migrations",
)  # programs, and what Alembic runs

# Python tells every audit hook of what is about to happen; one that raises stops it.
NO_WORK = """
import sys, threading
for name in sys.argv[1].split():
    __import__(name)

WORK = {"socket.connect", "socket.bind", "socket.getaddrinfo", "sqlite3.connect", "subprocess.Popen", "os.fork", "os.system",
        "os.mkdir", "os.remove", "os.rename", "os.putenv"}

def refuse(event, args):
    writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
    if writes or event in WORK:
        raise RuntimeError(f"{event} {args!r}")

sys.addaudithook(refuse)
for name in sys.argv[2].split():
    threads = threading.active_count()
    try:
        __import__(name)
    except RuntimeError as error:
        sys.exit(f"{name} works while it is imported: {error}")
    if threading.active_count() != threads:
        sys.exit(f"{name} works while it is imported: it starts a thread")
"""


def python(program: str, *args: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-B", "-c", program, *args]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


def loaded_with(*names: str) -> set[str]:
    """The top-level packages in memory after importing these modules."""
    program = "import sys\nfor name in sys.argv[1:]: __import__(name)\nprint(*{m.split('.')[0] for m in sys.modules})"
    run = python(program, *names)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


def test_the_pure_rooms_load_nothing_heavy_and_no_way_out() -> None:
    names = [name for name in modules("bot") if below(name, *PURE_ROOMS)]

    assert not loaded_with(*names) & {*HEAVY, *OUTSIDE, "lingua"}


def test_services_and_ports_load_no_rasa_and_no_way_out() -> None:
    names = [name for name in modules("bot") if below(name, "bot.services", "bot.ports")]

    assert not loaded_with(*names) & {*HEAVY, *OUTSIDE}


@pytest.mark.parametrize(
    "entry", ["integrations.web.app", "integrations.processes.web", "integrations.processes.worker"]
)
def test_what_must_be_up_in_seconds_loads_no_rasa(entry: str) -> None:
    assert not loaded_with(entry) & set(HEAVY)


def test_the_command_line_shows_its_help_without_loading_rasa() -> None:
    assert not loaded_with("integrations.cli", "integrations.cli.commands") & set(HEAVY)


def test_no_module_works_while_it_is_imported() -> None:
    ours = modules("bot", "integrations", "actions", "bench")
    names = [name for name in ours if not below(name, *RUN_WHEN_IMPORTED)]
    libraries = {found.split(".")[0] for name in names for found in imports_of(ours[name])} - {"bot", "integrations"}

    run = python(NO_WORK, " ".join(sorted(libraries - {"actions", "bench"} | {"rasa.core.agent"})), " ".join(names))

    assert run.returncode == 0, run.stderr[-2000:]


@pytest.mark.parametrize(
    "work",
    [
        "open('left.txt', 'w')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.environ['LEFT'] = '1'",
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start()",
    ],
)
def test_the_watch_over_imports_sees_what_it_should(work: str, tmp_path: Path) -> None:
    (tmp_path / "busy.py").write_text(work)

    assert (
        "busy works while it is imported" in python(NO_WORK, "threading socket subprocess", "busy", cwd=tmp_path).stderr
    )
