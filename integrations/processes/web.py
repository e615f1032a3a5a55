"""The web process: no Rasa in it."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import suppress
from datetime import datetime, timezone

import structlog
from aiohttp import web

from integrations import __version__
from integrations.access_log import RouteAccessLog
from integrations.observability import configure_logging
from integrations.processes.listening import must_be_free
from integrations.processes.worker import HEARTBEAT
from integrations.storage.processes import note_alive
from integrations.web.app import build_app
from integrations.wiring import Wiring


def run_web(wiring: Wiring) -> None:
    """Serve until SIGTERM."""
    configure_logging(wiring.settings.log_level)
    must_be_free(wiring.settings.web_host, wiring.settings.web_port, "web_port")
    asyncio.run(_serve(wiring))


async def _serve(wiring: Wiring) -> None:
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    serving = web.AppRunner(
        build_app(wiring), access_log_class=RouteAccessLog, keepalive_timeout=75, shutdown_timeout=5
    )
    await serving.setup()
    try:
        await web.TCPSite(serving, wiring.settings.web_host, wiring.settings.web_port).start()
        await _stay_known_until(ended, wiring)
    finally:
        await serving.cleanup()
        await wiring.close()


async def _stay_known_until(ended: asyncio.Event, wiring: Wiring) -> None:
    name, started = f"web-{os.getpid()}", datetime.now(timezone.utc)
    while not ended.is_set():
        try:
            await note_alive(wiring.engine, name, "web", __version__, started)
        except Exception as error:
            structlog.get_logger().warning("web_cannot_reach_database", error=type(error).__name__)
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(ended.wait(), HEARTBEAT)
