from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from integrations.access_log import RouteAccessLog

SUM_OF_TWO_PROCESSES = """
import os, pathlib, sys, urllib.request
from integrations.shared_metrics import share_metrics
share_metrics(pathlib.Path(sys.argv[1]), fresh=True)
from integrations import metrics
metrics.messages_in.labels(channel="sms").inc()
if not (child := os.fork()):
    metrics.messages_in.labels(channel="sms").inc(2)
    os._exit(0)
os.waitpid(child, 0)
server = metrics.serve_metrics(0)
print(server.server_address[0])
print(urllib.request.urlopen(f"http://127.0.0.1:{server.server_address[1]}/metrics").read().decode())
server.shutdown()
"""


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """A server with one route, which logs as ours do."""

    async def show(_: web.Request) -> web.Response:
        return web.Response(text="hello")

    app = web.Application()
    app.router.add_get("/chat/{token}", show)
    runner = web.AppRunner(app, access_log_class=RouteAccessLog)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_a_request_is_logged_and_measured_by_its_route_never_by_its_path(address: str) -> None:
    with capture_logs() as lines:
        async with ClientSession() as client:
            for path in ("/chat/canary?canary=1", "/canary"):
                async with client.get(address + path) as answer:
                    await answer.read()

    assert [(line["route"], line["status"]) for line in lines] == [("/chat/{token}", 200), ("unmatched", 404)]
    assert "canary" not in str(lines)
    measured = {"route": "/chat/{token}", "status": "200"}
    assert REGISTRY.get_sample_value("previsit_request_seconds_count", measured) == 1


def test_one_process_serves_the_sum_of_all_on_the_loopback_interface(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SUM_OF_TWO_PROCESSES, str(tmp_path)]

    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert told.splitlines()[0] == "127.0.0.1"
    assert 'previsit_messages_in_total{channel="sms"} 3.0' in told


def test_sharing_after_the_library_has_chosen_its_mode_is_refused(tmp_path: Path) -> None:
    from integrations.shared_metrics import share_metrics

    with pytest.raises(RuntimeError, match="call it first"):
        share_metrics(tmp_path)
