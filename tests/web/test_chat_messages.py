"""What a patient writes on the page is kept once, and shown wherever the conversation is."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import pytest

from bot.records import Message
from tests.web.browser import JSON, PAGE, Browser
from tests.web.test_sms_inbound import ODD
from tests.world import PHONE, World


async def inbound(world: World) -> list[Message]:
    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
        assert number is not None
        return [m for m in await uow.messages.of_number(number.id) if m.direction == "in"]


async def test_a_message_is_stored_before_it_is_answered(browser: Browser, world: World):
    token = await browser.opened()

    reply = await browser.send(token, "my knee")

    [message] = await inbound(world)
    assert (reply.status, await reply.json()) == (200, {"message_id": message.id})
    assert (message.text, message.channel, message.by) == ("my knee", "web", "patient")


async def test_sending_again_changes_nothing_and_answers_alike(browser: Browser, world: World):
    token, client_id = await browser.opened(), str(uuid4())

    replies = await asyncio.gather(*(browser.send(token, "my knee", client_id) for _ in range(6)))

    assert len({(await reply.json())["message_id"] for reply in replies}) == 1
    assert len(await inbound(world)) == 1


@pytest.mark.parametrize("words", [w for w in ODD.values() if w.strip()], ids=[k for k, w in ODD.items() if w.strip()])
async def test_an_odd_message_is_stored_as_it_came(browser: Browser, world: World, words: str):
    token = await browser.opened()

    assert (await browser.send(token, words)).status == 200
    assert [m.text for m in await inbound(world)] == [words]


async def test_what_no_text_can_hold_is_replaced_at_its_place(browser: Browser, world: World):
    token = await browser.opened()
    body = json.dumps({"client_id": str(uuid4()), "text": "a\0b\ud800c"})

    reply = await browser.client.post(
        f"/chat/{token}/messages", data=body, headers=JSON | {"Content-Type": "application/json"}
    )

    assert reply.status == 200
    assert [m.text for m in await inbound(world)] == ["a␀b\ufffdc"]


BAD = {
    "no json": (b"{", 400),
    "no object": (b"[1]", 400),
    "broken utf-8": (b'{"text": "\xff", "client_id": "x"}', 400),
    "deep": (b"[" * 60000, 400),
    "no text": (b'{"client_id": "00000000-0000-4000-8000-000000000000"}', 422),
    "text that is none": (b'{"text": 7, "client_id": "00000000-0000-4000-8000-000000000000"}', 422),
    "white space": (b'{"text": " \\n ", "client_id": "00000000-0000-4000-8000-000000000000"}', 422),
    "no client id": (b'{"text": "hello"}', 422),
    "a client id that is none": (b'{"text": "hello", "client_id": "1"}', 422),
    "too long": (b'{"text": "' + b"a" * 70000 + b'"}', 413),
}


@pytest.mark.parametrize(("body", "status"), BAD.values(), ids=BAD.keys())
async def test_a_request_that_is_no_message_is_refused(browser: Browser, world: World, body: bytes, status: int):
    token = await browser.opened()

    reply = await browser.client.post(
        f"/chat/{token}/messages", data=body, headers=JSON | {"Content-Type": "application/json"}
    )

    assert reply.status == status
    assert set(await reply.json()) == {"error"}
    assert await inbound(world) == []
    assert (await browser.send(token, "hello")).status == 200


async def test_json_that_says_it_is_text_is_refused(browser: Browser, world: World):
    token = await browser.opened()
    body = json.dumps({"text": "hello", "client_id": str(uuid4())})

    for kind in ("text/plain", "multipart/form-data; boundary=x", "application/octet-stream"):
        reply = await browser.client.post(f"/chat/{token}/messages", data=body, headers=JSON | {"Content-Type": kind})
        assert reply.status == 415
    assert await inbound(world) == []


OTHER_SITES = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:1"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", OTHER_SITES, ids=str)
async def test_another_site_cannot_send_for_the_patient(browser: Browser, world: World, headers: dict[str, str]):
    token = await browser.opened()

    assert (await browser.send(token, "hello", **headers)).status == 403
    assert (await browser.verify(token, **headers)).status in (403, 303 if headers == {"Origin": "null"} else 403)
    assert await inbound(world) == []


async def test_a_form_whose_sender_hides_its_origin_needs_the_token_of_this_browser(browser: Browser, world: World):
    token = await browser.opened()

    for csrf in ("", "0" * 64):
        form = {"text": "hello", "csrf_token": csrf}
        reply = await browser.client.post(f"/chat/{token}/messages", data=form, headers=PAGE | {"Origin": "null"})
        assert reply.status == 403
    assert await inbound(world) == []


async def test_the_page_itself_may_send(browser: Browser, world: World):
    token = await browser.opened()
    origin = str(browser.client.make_url("/")).rstrip("/")

    assert (await browser.send(token, "hello", Origin=origin, **{"Sec-Fetch-Site": "same-origin"})).status == 200


async def test_without_a_script_the_form_sends_and_the_page_shows_it(browser: Browser, world: World):
    token = await browser.opened()
    page = await (await browser.page(token)).text()
    csrf = page.split('name="csrf_token" value="')[1].split('"')[0]

    forged = await browser.client.post(f"/chat/{token}/messages", data={"text": "no"}, headers=PAGE)
    sent = await browser.client.post(
        f"/chat/{token}/messages", data={"text": "one\r\ntwo", "csrf_token": csrf}, headers=PAGE
    )

    assert (forged.status, sent.status) == (403, 200)
    assert "one\ntwo" in await sent.text()
    assert [m.text for m in await inbound(world)] == ["one\ntwo"]


async def test_markup_in_a_message_is_shown_as_it_was_written(browser: Browser, world: World):
    token = await browser.opened()
    await browser.send(token, "</script><img src=x onerror=alert(1)> {{ 7 * 7 }}")

    page = await (await browser.page(token)).text()

    assert "&lt;img src=x onerror=alert(1)&gt; {{ 7 * 7 }}" in page
    assert "<img" not in page


async def test_a_flood_is_slowed_down(browser: Browser, world: World):
    token = await browser.opened()

    replies = [await browser.send(token, f"message {n}") for n in range(125)]

    assert [reply.status for reply in replies] == [200] * 120 + [429] * 5
    world.clock.move(minutes=2)
    assert (await browser.send(token, "calmly")).status == 200


async def test_a_danger_sign_on_the_page_is_answered_there_at_once(browser: Browser, world: World):
    visit = await world.a_visit()
    token = await browser.opened(visit)

    await browser.send(token, "I can't breathe")

    assert [alert.tier for alert in await world.alerts(visit)][:1] == ["T1"]
    log = (await (await browser.page(token)).text()).split('role="log"')[1]
    assert "911" in log and "message out urgent" in log
