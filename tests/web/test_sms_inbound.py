"""Signed texts, however strange: a clear answer, nothing lost, nothing executed, the next text fine."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

import pytest
from twilio.request_validator import RequestValidator

from integrations.storage.unit_of_work import database_engine
from tests.doubles.twilio_forms import text_form
from tests.web.test_sms_signature import stored
from tests.web.webhooks import Twilio
from tests.world import PHONE, World

ODD = {
    "restart": "/restart",
    "restart after blanks": "  /restart",
    "an intent": "/affirm",
    "an intent with a confidence": "/affirm@0.3",
    "an entity": '/inform{"item": "everything"}',
    "deep json": '/affirm{"a":' + "[" * 1500,
    "session start": "/session_start",
    "back": "/back",
    "emoji only": "😩🦵",
    "1,600 characters and more": "me duele la rodilla, " * 90,
    "bidirectional": "abc \u202e cba \u2066x",
    "control characters": "a\x01\x1b[2J\x7fb",
    "line ends": "one\r\ntwo\nthree",
    "a lone combining mark": "\u0301",
    "blank": "",
    "white space": "   ",
    "html": "<script>alert(1)</script>",
    "unknown language": "tôi không hiểu",
}


@pytest.mark.parametrize("words", ODD.values(), ids=ODD.keys())
async def test_an_odd_text_is_stored_as_it_came_and_the_next_one_is_fine(twilio: Twilio, world: World, words: str):
    await world.a_visit()

    reply = await twilio.text(words)
    after = await twilio.text("my knee")

    assert (reply.status, after.status) == (200, 200)
    assert await stored(world) == [words, "my knee"]


async def test_nul_is_shown_as_its_symbol_at_the_same_place(twilio: Twilio, world: World):
    await world.a_visit()

    reply = await twilio.text("a\0b")

    assert reply.status == 200
    assert await stored(world) == ["a␀b"]


async def test_bytes_that_are_no_utf_8_are_replaced_and_the_rest_is_kept(twilio: Twilio, world: World):
    await world.a_visit()
    raw = b"dolor \xff\xfe fuerte"
    form = {"MessageSid": "SMbroken", "From": PHONE, "To": "+15550100000", "NumMedia": "0"}
    content = twilio.public_url + "/sms/inbound" + f"Body{raw.decode('utf-8', 'replace')}"
    content += "".join(name + form[name] for name in sorted(form))
    signature = RequestValidator(twilio.token).compute_signature(content, {})
    body = "&".join(f"{name}={quote(value)}" for name, value in form.items()).encode() + b"&Body=" + quote(raw).encode()

    reply = await twilio.client.post("/sms/inbound", data=body, headers={"X-Twilio-Signature": signature})

    assert reply.status == 200
    assert await stored(world) == ["dolor \ufffd\ufffd fuerte"]


async def test_the_same_text_has_one_effect_however_often_and_whenever_it_comes(twilio: Twilio, world: World):
    await world.a_visit()

    first = await twilio.text("my knee", sid="SMonce")
    at_once = await asyncio.gather(*(twilio.text("my knee", sid="SMonce") for _ in range(10)))
    world.clock.move(days=6)
    late = await twilio.text("my knee", sid="SMonce")

    assert {reply.status for reply in (first, *at_once, late)} == {200}
    assert await stored(world) == ["my knee"]


async def test_a_picture_without_words_is_counted_and_not_fetched(twilio: Twilio, world: World):
    await world.a_visit()

    await twilio.text("", NumMedia="2", MediaUrl0="https://evil.example/x", MediaContentType0="image/jpeg")

    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
        assert number is not None
        [message] = await uow.messages.of_number(number.id)
    assert (message.media, message.text) == (2, "")


async def test_a_number_nobody_knows_is_answered_once_and_told_nothing(twilio: Twilio, world: World):
    await world.a_clinic()

    for words in ("hello", "who is this"):
        assert (await twilio.text(words, sender="+12025550199")).status == 200

    assert [m.purpose for m in await world.sent("+12025550199")] == ["unknown_number"]


@pytest.mark.parametrize("missing", ["MessageSid From", "From", "To"])
async def test_a_signed_form_that_is_no_text_is_refused_with_400(twilio: Twilio, missing: str):
    form = {name: value for name, value in text_form(PHONE, "hello").items() if name not in missing.split()}
    if "MessageSid" in missing:
        form = {name: value for name, value in form.items() if not name.endswith("Sid")}

    assert (await twilio.post("/sms/inbound", form)).status == 400


async def test_a_text_longer_than_any_is_refused_whole(twilio: Twilio, world: World):
    await world.a_visit()

    long = await twilio.text("a" * (64 * 1024 + 1))
    huge = await twilio.client.post("/sms/inbound", data=b"Body=" + b"a" * (5 * 1024 * 1024))

    assert (long.status, huge.status) == (413, 413)
    assert await stored(world) == []


async def test_a_text_of_the_greatest_length_is_kept_whole(twilio: Twilio, world: World):
    await world.a_visit()
    words = "ñ" * (32 * 1024)

    assert (await twilio.text(words)).status == 200
    assert await stored(world) == [words]


async def test_without_a_database_nothing_is_acknowledged(twilio: Twilio, world: World):
    wiring = world.wiring
    await wiring.engine.dispose()
    wiring.__dict__["engine"] = _engine_to_nowhere()

    reply = await twilio.text("my knee")

    assert reply.status == 503
    assert reply.headers["Retry-After"]


async def test_a_database_that_is_away_for_a_moment_loses_no_text(twilio: Twilio, world: World):
    await world.a_visit()
    engine = world.wiring.engine
    world.wiring.__dict__["engine"] = _engine_to_nowhere()
    asyncio.get_running_loop().call_later(0.5, world.wiring.__dict__.__setitem__, "engine", engine)

    reply = await twilio.text("my knee")

    assert reply.status == 200
    assert await stored(world) == ["my knee"]


def _engine_to_nowhere() -> object:
    return database_engine("postgresql+psycopg://nobody@127.0.0.1:1/nowhere")
