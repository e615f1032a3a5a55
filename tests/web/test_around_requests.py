"""What surrounds every request: headers, cookies, limits, errors, health."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from io import StringIO

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from integrations.settings import Settings
from integrations.storage.embedded import create_database
from integrations.storage.processes import note_alive
from integrations.web import bodies
from integrations.web.app import build_app
from integrations.wiring import Wiring
from tests.web.browser import BIRTH_DATE, JSON, PAGE, Browser
from tests.world import World

PATHS = ["/health/live", "/nothing", "/chat/x", "/chat/x/events", "/static/0/chat.css"]


@pytest.mark.parametrize("path", PATHS)
async def test_every_answer_carries_the_headers_that_keep_others_out(browser: Browser, path: str):
    reply = await browser.client.get(path)

    policy = reply.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy and "unsafe-inline" not in policy and "default-src 'none'" in policy
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in reply.headers  # over plain http it means nothing
    assert "Access-Control-Allow-Origin" not in reply.headers


async def test_with_an_https_address_cookies_and_transport_are_strict(wiring: Wiring, texting: Settings, world: World):
    visit = await world.a_visit()
    wiring.settings = texting
    async with TestClient(TestServer(build_app(wiring))) as client:
        browser = Browser(client, world)
        reply = await browser.verify(await browser.link(visit))

    [cookie] = reply.cookies.values()
    assert cookie.key.startswith("__Host-chat-")
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, True, "Strict", "/")
    assert cookie["domain"] == "" and cookie["max-age"] == ""
    assert "max-age=31536000" in reply.headers["Strict-Transport-Security"]


async def test_pages_hold_no_inline_script_or_style_and_load_nothing_from_elsewhere(browser: Browser, world: World):
    token = await browser.opened()

    for page in (
        await browser.page(token),
        await browser.page("x"),
        await browser.page(await browser.link(await world.a_visit())),
    ):
        text = await page.text()
        assert "<style" not in text and " style=" not in text and " onclick=" not in text
        assert all("src=" in tag or "application/json" in tag for tag in text.split("<script")[1:])
        assert "http://" not in text and "https://" not in text


async def test_what_a_page_loads_is_kept_for_good_and_checked_by_the_browser(browser: Browser, world: World):
    page = await (await browser.page(await browser.opened())).text()
    addresses = {
        part.split('"')[0] for part in page.replace('src="', 'href="').split('href="') if part.startswith("/static/")
    }

    sizes = 0
    for address in addresses:
        reply = await browser.client.get(address)
        sizes += len(await reply.read())
        assert reply.status == 200
        assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(addresses) >= 5
    assert page.count('integrity="sha384-') == len(addresses) - 1  # an icon has none
    assert sizes + len(page) < 60_000


@pytest.mark.parametrize(
    "path", ["/static/0/chat.css", "/static/x/../app.py", "/static/%2e%2e/app.py", "/static/0/..%2f..%2fapp.py"]
)
async def test_nothing_else_is_served_as_a_file(browser: Browser, path: str):
    assert (await browser.client.get(path)).status == 404


async def test_an_error_is_a_page_for_a_person_and_json_for_a_program(browser: Browser):
    page = await browser.client.get("/nothing", headers=PAGE | {"Accept-Language": "es-MX,es;q=0.9"})
    told = await browser.client.get("/nothing", headers=JSON)

    assert (page.status, page.content_type) == (404, "text/html")
    assert 'lang="es"' in await page.text() and "911" in await page.text()
    assert (told.status, set(await told.json())) == (404, {"error"})


async def test_an_unexpected_error_is_answered_and_logged_without_the_request(wiring: Wiring, logged: StringIO):
    async def breaks(request: web.Request) -> web.Response:
        raise KeyError(f"my knee hurts {(await request.text())!r}")

    app = build_app(wiring)
    app.router.add_post("/breaks/{token}", breaks)
    async with TestClient(TestServer(app)) as client:
        reply = await client.post("/breaks/the-token?q=the-query", data="the-body", headers={"X-Any": "the-header"})
        answer = await reply.text()

    assert reply.status == 500
    assert "knee" not in answer
    [line] = [json.loads(line) for line in logged.getvalue().splitlines() if "request_failed" in line]
    assert line["route"] == "/breaks/{token}"
    assert not [
        word for word in ("knee", "the-token", "the-query", "the-body", "the-header") if word in logged.getvalue()
    ]


@pytest.mark.parametrize("path", ["/chat/x/verify", "/chat/x/messages"])
async def test_a_body_that_is_too_large_is_refused(browser: Browser, world: World, path: str):
    token = await browser.opened()
    path = path.replace("x", token)

    reply = await browser.client.post(path, data={"text": "a" * 70_000, **BIRTH_DATE}, headers=PAGE)

    assert reply.status == 413


async def test_a_body_that_trickles_in_is_refused(browser: Browser, monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS", 0.2)

    async def trickle() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield b"a"
            await asyncio.sleep(0.05)

    reply = await browser.client.post("/sms/inbound", data=trickle())

    assert reply.status == 408


async def test_live_needs_nothing_and_ready_needs_the_database(browser: Browser, world: World):
    live, ready = await browser.client.get("/health/live"), await browser.client.get("/health/ready")

    report = await ready.json()
    assert (live.status, ready.status) == (200, 200)
    assert (report["status"], report["database"], report["migrations"], report["processes"]) == (
        "ready",
        True,
        "current",
        [],
    )


async def test_ready_names_the_processes_that_work_on_the_database(browser: Browser, wiring: Wiring):
    await note_alive(wiring.engine, "turns-1", "turns", "0.1.0", wiring.clock.now())

    report = await (await browser.client.get("/health/ready")).json()

    [process] = report["processes"]
    assert (process["name"], process["kind"], process["version"]) == ("turns-1", "turns", "0.1.0")


async def test_a_database_without_the_schema_is_not_ready(settings: Settings, server: str):
    wiring = Wiring(settings, create_database(server, "empty_for_health"))
    async with TestClient(TestServer(build_app(wiring))) as client:
        reply = await client.get("/health/ready")
        report = await reply.json()
    await wiring.close()

    assert (reply.status, report["migrations"]) == (503, "missing")


async def test_without_a_database_the_process_lives_and_is_not_ready(settings: Settings):
    wiring = Wiring(settings, "postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
    async with TestClient(TestServer(build_app(wiring))) as client:
        live, ready = await client.get("/health/live"), await client.get("/health/ready")
        page = await client.get("/chat/x", headers=PAGE)
    await wiring.close()

    assert (live.status, ready.status, page.status) == (200, 503, 503)
