"""A real browser on the real pages: the application and a worker with the assistant run in this process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from integrations.web.app import build_app
from tests.browser.chromium import chromium
from tests.browser.phone import Phone
from tests.world import World


@pytest_asyncio.fixture(scope="session")
async def chrome() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest_asyncio.fixture
async def address(talking_world: World) -> AsyncIterator[str]:
    """Where the application answers while a worker takes the turns."""
    wiring = talking_world.wiring
    async with TestServer(build_app(wiring)) as server, wiring.jobs.open_async():
        worker = asyncio.create_task(
            wiring.jobs.run_worker_async(
                concurrency=2,
                fetch_job_polling_interval=0.2,
                install_signal_handlers=False,
                additional_context={"wiring": wiring},
            )
        )
        yield str(server.make_url("")).rstrip("/")
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker


@pytest_asyncio.fixture
async def phone(chrome: Browser, address: str, talking_world: World) -> AsyncIterator[Phone]:
    """A phone of 360 × 740 pixels; `turned_into` makes another kind of browser of it."""
    phone = Phone(chrome, address, talking_world)
    yield phone
    await phone.put_away()
