"""What Twilio did not sign for our public address has no effect."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from twilio.request_validator import RequestValidator

from tests.doubles.twilio_forms import signed_form, status_form, text_form
from tests.web.conftest import TOKENS
from tests.web.webhooks import Twilio
from tests.world import PHONE, World

INBOUND = "/sms/inbound"


async def stored(world: World) -> list[str]:
    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
        found = await uow.messages.of_number(number.id) if number else []
    return [m.text or "" for m in found if m.direction == "in"]


async def test_a_signed_text_is_stored_before_it_is_answered(twilio: Twilio, world: World):
    await world.a_visit()

    reply = await twilio.text("my knee")

    assert (reply.status, reply.content_type) == (200, "text/xml")
    assert (await reply.text()).endswith("<Response/>")
    assert await stored(world) == ["my knee"]


@pytest.mark.parametrize("token", TOKENS)
async def test_both_tokens_are_valid_while_they_rotate(twilio: Twilio, world: World, token: str):
    await world.a_visit()

    reply = await twilio.post(INBOUND, text_form(PHONE, "hello"), token=token)

    assert reply.status == 200


@pytest.mark.parametrize("token", ["the-oldest-auth-token", "", "x"])
async def test_another_token_is_refused(twilio: Twilio, world: World, token: str):
    await world.a_visit()
    body, headers = signed_form(twilio.public_url + INBOUND, text_form(PHONE, "hello"), token)

    reply = await twilio.client.post(INBOUND, data=body, headers=headers)

    assert reply.status == 403
    assert await stored(world) == []


FORM = text_form(PHONE, "hello")
GOOD, _ = signed_form("https://unused.example", FORM)
TAMPERED = {
    "added": GOOD + b"&Extra=1",
    "added without a value": GOOD + b"&Extra=",
    "removed": GOOD.replace(b"&FromCity=", b""),
    "removed at the end": GOOD.rsplit(b"&", 1)[0],
    "given twice, alike": GOOD + b"&Body=hello",
    "given twice, other": GOOD + b"&Body=other",
    "emptied": GOOD.replace(b"Body=hello", b"Body="),
    "changed": GOOD.replace(b"Body=hello", b"Body=hallo"),
    "renamed": GOOD.replace(b"Body=", b"body="),
    "sender changed": GOOD.replace(b"%2B12025550143", b"%2B12025550144"),
    "nothing": b"",
    "not a form": b"\xff\xfe\x00hello",
}


@pytest.mark.parametrize("body", TAMPERED.values(), ids=TAMPERED.keys())
async def test_a_form_that_was_altered_on_the_way_is_refused(twilio: Twilio, world: World, body: bytes):
    await world.a_visit()
    assert body != GOOD

    reply = await twilio.post(INBOUND, FORM, sent_instead=body)

    assert reply.status == 403
    assert await stored(world) == []


async def test_blank_fields_are_part_of_what_is_signed(twilio: Twilio, world: World):
    await world.a_visit()

    reply = await twilio.post(INBOUND, {**FORM, "MessageSid": "SMblank", "FromCity": "", "Whatever": ""})

    assert reply.status == 200


ADDRESSES = {
    "https://previsit.clinic.example": 200,
    "https://previsit.clinic.example:443": 200,
    "http://previsit.clinic.example": 403,
    "https://previsit.clinic.example:8443": 403,
    "https://other.clinic.example": 403,
    "https://previsit.clinic.example/x": 403,
    "http://127.0.0.1": 403,
}


@pytest.mark.parametrize(("address", "status"), ADDRESSES.items())
async def test_the_signature_covers_the_configured_public_address(
    twilio: Twilio, world: World, address: str, status: int
):
    await world.a_visit()

    reply = await twilio.post(INBOUND, text_form(PHONE, "hello"), signed_for=address + INBOUND)

    assert reply.status == status


async def test_the_query_is_part_of_what_is_signed(twilio: Twilio, world: World):
    await world.a_visit()
    form = text_form(PHONE, "hello")

    with_query = await twilio.post(f"{INBOUND}?a=1", form)
    without = await twilio.post(f"{INBOUND}?a=1", form, signed_for=twilio.public_url + INBOUND)

    assert (with_query.status, without.status) == (200, 403)


FORWARDED = {
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-For": "127.0.0.1",
    "Forwarded": "host=evil.example;proto=http",
    "X-Original-URL": "/sms/status",
}


async def test_forwarded_headers_neither_make_nor_break_a_signature(twilio: Twilio, world: World):
    await world.a_visit()

    good = await twilio.post(INBOUND, text_form(PHONE, "hello"), **FORWARDED)
    forged = await twilio.post(
        INBOUND, text_form(PHONE, "hello"), signed_for=f"http://evil.example{INBOUND}", **FORWARDED
    )

    assert (good.status, forged.status) == (200, 403)


async def test_a_request_without_a_signature_is_refused(twilio: Twilio):
    unsigned = await twilio.client.post(INBOUND, data=FORM)
    blank = await twilio.client.post(INBOUND, data=FORM, headers={"X-Twilio-Signature": ""})
    strange = await twilio.client.post(INBOUND, data=FORM, headers={"X-Twilio-Signature": "é" * 28})

    assert [unsigned.status, blank.status, strange.status] == [403, 403, 403]


async def test_a_signature_for_one_address_does_not_open_the_other(twilio: Twilio, world: World):
    report = status_form("SM1", "delivered", to=PHONE)

    crossed = await twilio.post("/sms/status", report, signed_for=twilio.public_url + INBOUND)

    assert crossed.status == 403


async def test_other_methods_are_refused(twilio: Twilio):
    assert (await twilio.client.get(INBOUND)).status == 405
    assert (await twilio.client.put(INBOUND, data=FORM)).status == 405


async def test_a_signed_json_body_is_no_text(twilio: Twilio, world: World):
    await world.a_visit()
    body = json.dumps(text_form(PHONE, "hello")).encode()
    path = f"{INBOUND}?bodySHA256={sha256(body).hexdigest()}"
    signature = RequestValidator(TOKENS[0]).compute_signature(twilio.public_url + path, {})

    reply = await twilio.client.post(
        path, data=body, headers={"X-Twilio-Signature": signature, "Content-Type": "application/json"}
    )

    assert reply.status in (403, 415)
    assert await stored(world) == []
