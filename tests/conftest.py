"""What tests stand on: a real PostgreSQL, a database of their own, a clock they move, and the trained assistant."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import make_url

# No verdict hangs on a clock, and the same tree gets the same verdict twice; `--hypothesis-profile=default` looks further.
hypothesis_settings.register_profile("previsit", deadline=None, derandomize=True)
hypothesis_settings.load_profile("previsit")

for _name in [name for name in os.environ if name.startswith("PREVISIT_")]:
    del os.environ[_name]  # a developer's own settings must not reach a test
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from integrations.settings import Settings, load_settings  # noqa: E402
from integrations.storage.embedded import create_database, embedded_url, stop_embedded  # noqa: E402
from integrations.storage.migrate import migrate  # noqa: E402
from integrations.wiring import Wiring  # noqa: E402
from tests.world import MovableClock, World  # noqa: E402

SECRET_KEY = "kT0sR7q4mXv2ZbYw9LhE1uJpD6fGcA3nVxQ8iWyHo5M="
MEMORY, ENOUGH = Path("/dev/shm"), 2 * 1024**3  # bytes
MODELS = Path(__file__).parent.parent / "models"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an embedded PostgreSQL that ends with the tests."""
    folder = _roomy_memory() or tmp_path_factory.mktemp("postgres")
    url = embedded_url(folder)
    with _administrator(url) as connection:  # no test cuts the power: the server need not wait for its disk
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"alter system set {name} = off")
        connection.execute("select pg_reload_conf()")
    yield url
    stop_embedded(folder, at_once=True)
    shutil.rmtree(folder, ignore_errors=True)


def _roomy_memory() -> Path | None:
    """Make a folder in memory where there is room: each test copies a database, which on a disk takes as long as the test."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        return Path(tempfile.mkdtemp(prefix="previsit-tests-", dir=MEMORY))
    return None


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """A migrated database that every test copies."""
    migrate(create_database(server, "template"))
    return "template"


@pytest.fixture
def database_url(server: str, template: str) -> Iterator[str]:
    """A database of the test's own, gone afterwards."""
    name = f"test_{uuid4().hex[:12]}"
    yield create_database(server, name, template=template)
    with _administrator(server) as connection:
        connection.execute(f'drop database "{name}" with (force)')


def _administrator(url: str) -> psycopg.Connection:
    return psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(False), autocommit=True)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(
        {
            "PREVISIT_DATA_DIR": str(tmp_path),
            "PREVISIT_SECRET_KEYS": SECRET_KEY,
            "PREVISIT_BURST_WAIT": "0",
            "PREVISIT_ALLOWED_NETWORKS": "127.0.0.0/8",
        }
    )


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 12, 7, 15, 0, tzinfo=timezone.utc))  # a Monday, 10:00 in New York


@pytest.fixture
async def wiring(settings: Settings, database_url: str, clock: MovableClock) -> AsyncIterator[Wiring]:
    """A process without Rasa on a database of its own."""
    made = Wiring(settings, database_url, clock=clock, pool_size=4)
    yield made
    await made.close()


@pytest.fixture(autouse=True)
def own_event_loop() -> None:
    """Rasa's web server, imported with it, puts uvloop in place, under which a loop that runs already starts no browser."""
    if type(asyncio.get_event_loop_policy()).__module__.startswith("uvloop"):
        asyncio.set_event_loop_policy(None)


@pytest.fixture(scope="session")
def assistant() -> object:
    """The trained assistant, loaded once: importing Rasa takes about 20 s."""
    import skops.io  # noqa: F401 - before Rasa, see integrations/processes/turns.py

    from bot.engine.assistant import Assistant

    loaded = Assistant.load(MODELS)
    gc.collect()
    gc.freeze()  # as a worker does: else every full collection walks through all that Rasa has imported
    return loaded


@pytest.fixture
async def world(wiring: Wiring) -> AsyncIterator[World]:
    """A clinic ready to text, and hands to fill it with visits."""
    made = World(wiring)
    yield made
    await made.close()


@pytest.fixture
async def talking_world(world: World, assistant: object) -> World:
    """The same with the assistant behind it, so that turns can be taken."""
    world.wiring.assistant = assistant  # type: ignore[assignment]
    return world


@pytest.fixture
def make_wiring(settings: Settings, database_url: str, clock: MovableClock) -> Callable[[], Wiring]:
    """Another process on the same database."""
    return lambda: Wiring(settings, database_url, clock=clock, pool_size=4)
