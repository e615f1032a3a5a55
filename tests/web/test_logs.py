"""Nothing a patient wrote, and nothing that opens a conversation, reaches a log: not at DEBUG, not from a library."""

from __future__ import annotations

import asyncio
from io import StringIO

from aiohttp.test_utils import TestClient, TestServer

from integrations.access_log import RouteAccessLog
from integrations.settings import Settings
from integrations.web.app import build_app
from integrations.wiring import Wiring
from tests.web.browser import Browser
from tests.web.conftest import TOKENS
from tests.web.webhooks import Twilio
from tests.world import World

CANARY = "zanahoria"
PHONE = "+12025550177"


async def test_whatever_comes_in_is_not_logged(wiring: Wiring, texting: Settings, world: World, logged: StringIO):
    visit = await world.a_visit(phone=PHONE, details={"clinician": CANARY})
    server = TestServer(build_app(wiring))
    async with TestClient(server) as client:
        browser = Browser(client, world)
        token = await browser.opened(visit)
        await browser.send(token, f"{CANARY} hurts")
        await browser.verify(token, {"birth_date": f"{CANARY} 1961"})
        await client.post(f"/chat/{token}/messages", data=CANARY, headers={"Content-Type": "application/json"})
        await client.get(f"/{CANARY}?q={CANARY}", headers={"Cookie": f"x={CANARY}", "X-Any": CANARY})
        await client.request(CANARY.upper(), f"/chat/{token}")
        for head in (
            f"GET /chat/{token} HTTP/9.9",
            f"GET /{CANARY}\0 HTTP/1.1",
            f"{CANARY}",
            f"GET / HTTP/1.1\r\n{CANARY} {CANARY}",
        ):
            await _raw(server, head)
        wiring.settings = texting
        await Twilio(client, str(texting.public_url), TOKENS[0]).text(f"{CANARY} by text", sender=PHONE)
        await Twilio(client, str(texting.public_url), "no-token-of-ours").text(CANARY, sender=PHONE)

    lines = logged.getvalue()
    assert not [secret for secret in (CANARY, CANARY.upper(), token, PHONE, PHONE[2:], "Lopez") if secret in lines]


async def test_a_request_is_logged_by_its_route(wiring: Wiring, world: World, logged: StringIO):
    async with TestClient(TestServer(build_app(wiring), access_log_class=RouteAccessLog)) as client:
        await client.get("/chat/some-token")

    assert "some-token" not in logged.getvalue()


async def _raw(server: TestServer, head: str) -> None:
    reader, writer = await asyncio.open_connection(server.host, server.port)
    writer.write(f"{head}\r\n\r\n".encode())
    await asyncio.wait_for(reader.read(), 5)
    writer.close()
