"""Every way to text somebody keeps the same promises; the cases are the same for each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone
from io import StringIO

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.errors import DeliveryFailed
from bot.ports import MessageSender
from integrations.sms.console import ConsoleSender
from integrations.sms.twilio import TwilioSender
from tests.doubles.twilio import running

PATIENT, SOMEBODY_ELSE = "+15550100001", "+15550100002"
TEXTS = [
    "hello",
    "¿Algo más? ñ",
    "I’m “fine”…",
    "😀👩‍👩‍👧",
    "one\ntwo",
    "a" * 1600,
    "= & % + #",
    "/restart",
    " blanks ",
]


@pytest_asyncio.fixture(params=["console", "twilio"])
async def sender(request: pytest.FixtureRequest) -> AsyncIterator[MessageSender]:
    if request.param == "console":
        yield ConsoleSender(StringIO())
        return
    async with running() as double, ClientSession() as session:
        account = {"account_sid": double.account_sid, "auth_token": double.auth_token, "sender": double.number}
        yield TwilioSender(session, api_url=double.api_url, **account)


def a_minute_ago() -> datetime:
    return datetime.now(timezone.utc) - timedelta(minutes=1)


async def test_a_text_handed_over_has_an_id_and_a_status(sender):
    handed = await sender.send(PATIENT, "hello", reference="1")

    assert handed.provider_id
    assert handed.status


async def test_two_texts_have_two_ids(sender):
    ids = {(await sender.send(PATIENT, "hello", reference=str(n))).provider_id for n in range(3)}

    assert len(ids) == 3


@pytest.mark.parametrize("text", TEXTS)
async def test_a_text_of_any_kind_is_taken_and_never_found_as_another(sender, text):
    handed = await sender.send(PATIENT, text, reference="1")

    found = await sender.find(PATIENT, text, since=a_minute_ago())

    assert found is None or found.provider_id == handed.provider_id  # a terminal remembers nothing


async def test_what_was_never_sent_is_not_found(sender):
    await sender.send(PATIENT, "hello", reference="1")

    assert await sender.find(PATIENT, "goodbye", since=a_minute_ago()) is None
    assert await sender.find(SOMEBODY_ELSE, "hello", since=a_minute_ago()) is None
    assert await sender.find(PATIENT, "hello", since=datetime.now(timezone.utc) + timedelta(hours=1)) is None


@pytest.mark.parametrize("number", ["", "5550100001", "+", "call me", "+1555flowers"])
async def test_what_is_no_phone_number_is_refused_for_good(sender, number):
    with pytest.raises(DeliveryFailed) as failed:
        await sender.send(number, "hello", reference="1")

    assert (failed.value.retryable, failed.value.outcome_unknown, failed.value.code) == (False, False, "21211")


async def test_an_empty_text_is_refused_for_good(sender):
    with pytest.raises(DeliveryFailed) as failed:
        await sender.send(PATIENT, "", reference="1")

    assert (failed.value.retryable, failed.value.outcome_unknown, failed.value.code) == (False, False, "21602")


async def test_a_refusal_names_our_message_and_neither_number_nor_words(sender):
    with pytest.raises(DeliveryFailed) as failed:
        await sender.send("12345678", "my secret", reference="m-17")

    assert "m-17" in str(failed.value)
    assert "12345678" not in str(failed.value)
    assert "secret" not in str(failed.value)


async def test_after_a_refusal_the_next_text_goes_through(sender):
    with pytest.raises(DeliveryFailed):
        await sender.send("", "hello", reference="1")

    assert (await sender.send(PATIENT, "hello", reference="2")).provider_id
