"""What becomes of a text handed to Twilio, when all goes well and in every way it goes wrong."""

from __future__ import annotations

import asyncio
import logging
import traceback
from datetime import datetime, timedelta, timezone

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer, unused_port

from bot.errors import DeliveryFailed
from integrations.sms import twilio as twilio_module
from integrations.sms.twilio import MAX_ANSWER, TRIAL_NOTICE, TwilioSender
from tests.doubles.twilio import TwilioDouble
from tests.doubles.twilio_faults import (
    CUT,
    CUT_AFTER_TAKING,
    SERVER_ERROR,
    SERVER_ERROR_AFTER_TAKING,
    UNREADABLE_AFTER_TAKING,
    Fault,
    late,
    too_many,
)
from tests.sms.conftest import sender_for

PATIENT = "+15550100001"
WORDS = "Canary: does your knee still hurt?"


def moments_ago() -> datetime:
    return datetime.now(timezone.utc) - timedelta(seconds=5)


async def refused(sender: TwilioSender, to: str = PATIENT, text: str = WORDS) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        await sender.send(to, text, reference="17")
    return failed.value


async def test_a_text_arrives_as_given_and_its_id_comes_back(twilio, sender):
    handed = await sender.send(PATIENT, "¿Qué tal? 100% & “más” 😀\nline two", reference="17")

    assert twilio.texts_to(PATIENT) == ["¿Qué tal? 100% & “más” 😀\nline two"]
    assert (handed.provider_id, handed.status) == (twilio.accepted[0].sid, "queued")


async def test_twilio_is_told_where_to_report(twilio):
    async with ClientSession() as session:
        sender = sender_for(twilio, session, status_callback="https://previsit.example.org/sms/status")

        await sender.send(PATIENT, WORDS, reference="17")

    assert twilio.accepted[0].callback == "https://previsit.example.org/sms/status"


async def test_after_stop_twilio_refuses_and_the_refusal_is_final(twilio, sender):
    twilio.opted_out.add(PATIENT)

    failed = await refused(sender)

    assert (failed.code, failed.retryable, failed.outcome_unknown) == ("21610", False, False)
    assert twilio.accepted == []


@pytest.mark.parametrize(
    ("number", "code"),
    [("+15005550001", "21211"), ("+15005550009", "21614"), ("+15005550035", "21635"), ("not a number", "21211")],
)
async def test_a_number_no_text_can_reach_is_final(sender, number, code):
    failed = await refused(sender, to=number)

    assert (failed.code, failed.retryable, failed.outcome_unknown) == (code, False, False)


@pytest.mark.parametrize(("changed", "code"), [({"account_sid": "AC1"}, "20404"), ({"auth_token": "old"}, "20003")])
async def test_a_wrong_account_is_tried_again_and_says_what_to_check(twilio, changed, code):
    async with ClientSession() as session:
        failed = await refused(sender_for(twilio, session, **changed))

    assert (failed.code, failed.retryable, failed.outcome_unknown) == (code, True, False)
    assert "TWILIO_ACCOUNT_SID" in str(failed)


async def test_too_many_requests_carry_the_wait_twilio_asks_for(twilio, sender):
    twilio.faults.append(too_many(retry_after=45))

    failed = await refused(sender)

    assert (failed.retryable, failed.outcome_unknown) == (True, False)
    assert failed.retry_after == timedelta(seconds=45)


@pytest.mark.parametrize("header", ["soon", "-1", "1e3", "99999999999", "", "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_a_wait_that_is_no_number_of_seconds_is_none(twilio, sender, header):
    twilio.faults.append(Fault(status=429, headers={"Retry-After": header}))

    assert (await refused(sender)).retry_after is None


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        (CUT, 0),
        (CUT_AFTER_TAKING, 1),
        (SERVER_ERROR, 0),
        (SERVER_ERROR_AFTER_TAKING, 1),
        (UNREADABLE_AFTER_TAKING, 1),
        (Fault(status=201, body=b"[]", takes=True), 1),
        (Fault(status=201, body=b"[" * 100_000, takes=True), 1),
        (Fault(status=201, body=b'{"sid": null}', takes=True), 1),
        (Fault(status=201, body=b" " * (MAX_ANSWER + 1), takes=True), 1),
        (Fault(status=503, body=b"<html>"), 0),
    ],
)
async def test_without_a_clear_answer_the_outcome_is_unknown_and_a_look_up_settles_it(twilio, sender, fault, taken):
    twilio.faults.append(fault)

    failed = await refused(sender)
    found = await sender.find(PATIENT, WORDS, since=moments_ago())

    assert (failed.retryable, failed.outcome_unknown) == (True, True)
    assert [one.sid for one in twilio.accepted] == ([found.provider_id] if found else [])
    assert len(twilio.accepted) == taken


async def test_an_answer_that_comes_too_late_leaves_the_outcome_unknown(twilio, sender, monkeypatch):
    monkeypatch.setattr(twilio_module, "PATIENCE", ClientTimeout(total=0.05))
    twilio.faults.append(late(1))

    failed = await refused(sender)

    assert (failed.retryable, failed.outcome_unknown) == (True, True)
    assert twilio.texts_to(PATIENT) == [WORDS]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_a_redirect_is_not_followed(twilio, sender, status):
    twilio.faults.append(Fault(status=status, headers={"Location": f"{twilio.api_url}/elsewhere"}))

    failed = await refused(sender)

    assert (failed.retryable, failed.outcome_unknown) == (True, False)
    assert twilio.calls == 1


async def test_where_nothing_listens_nothing_was_sent():
    async with ClientSession() as session:
        closed = TwilioDouble()
        closed.api_url = f"http://127.0.0.1:{unused_port()}"
        failed = await refused(sender_for(closed, session))

    assert (failed.retryable, failed.outcome_unknown) == (True, False)


async def test_a_look_up_that_fails_leaves_the_outcome_unknown(twilio, sender):
    for fault in (CUT, SERVER_ERROR, too_many(1), Fault(status=200, body=b"{}"), Fault(status=302)):
        twilio.faults.extend([fault, fault])  # aiohttp itself repeats a GET once when the connection is cut

        with pytest.raises(DeliveryFailed) as failed:
            await sender.find(PATIENT, WORDS, since=moments_ago())
        twilio.faults.clear()

        assert (failed.value.retryable, failed.value.outcome_unknown) == (True, True)


async def test_a_look_up_where_nothing_listens_leaves_the_outcome_unknown():
    async with ClientSession() as session:
        closed = TwilioDouble()
        closed.api_url = f"http://127.0.0.1:{unused_port()}"
        with pytest.raises(DeliveryFailed) as failed:
            await sender_for(closed, session).find(PATIENT, WORDS, since=moments_ago())

    assert failed.value.outcome_unknown


async def test_a_look_up_finds_only_this_text_to_this_number_of_this_time(twilio, sender):
    await sender.send(PATIENT, WORDS, reference="17")

    assert await sender.find(PATIENT, WORDS, since=moments_ago()) is not None
    assert await sender.find(PATIENT, WORDS + "!", since=moments_ago()) is None
    assert await sender.find("+15550100002", WORDS, since=moments_ago()) is None
    assert await sender.find(PATIENT, WORDS, since=datetime.now(timezone.utc) + timedelta(hours=1)) is None


@pytest.mark.parametrize(
    "text", ["¿Más? “sí”…", "😀👩‍👩‍👧", "one\ntwo", "a" * 1600, "= & % + #", "/restart", " blanks "]
)
async def test_a_text_of_any_kind_is_found_again(sender, text):
    handed = await sender.send(PATIENT, text, reference="17")

    assert await sender.find(PATIENT, text, since=moments_ago()) == handed


async def test_of_two_like_texts_the_newest_is_found(twilio, sender):
    await sender.send(PATIENT, WORDS, reference="17")
    second = await sender.send(PATIENT, WORDS, reference="18")

    assert await sender.find(PATIENT, WORDS, since=moments_ago()) == second


async def test_a_look_up_shows_what_became_of_the_text(twilio, sender):
    await sender.send(PATIENT, WORDS, reference="17")
    twilio.accepted[0].status = "delivered"

    found = await sender.find(PATIENT, WORDS, since=moments_ago())

    assert found is not None
    assert found.status == "delivered"


async def listed(message: object, text: str = WORDS) -> str | None:
    """Look a text up where Twilio lists exactly this message; return the id found."""

    async def messages(request: web.Request) -> web.Response:
        return web.json_response({"messages": [message]})

    app = web.Application()
    app.router.add_get("/2010-04-01/Accounts/AC1/Messages.json", messages)
    async with TestServer(app) as server, ClientSession() as session:
        sender = TwilioSender(
            session, account_sid="AC1", auth_token="t", sender="+15550100000", api_url=str(server.make_url("/"))
        )
        found = await sender.find(PATIENT, text, since=datetime(2026, 11, 20, tzinfo=timezone.utc))
    return found.provider_id if found else None


ONE = {"sid": "SM1", "to": PATIENT, "body": WORDS, "direction": "outbound-api", "status": "sent"}


@pytest.mark.parametrize(
    "message",
    [
        ONE,
        {**ONE, "date_created": "Fri, 20 Nov 2026 00:00:00 +0000"},
        {**ONE, "date_created": "Thu, 19 Nov 2026 18:00:00 -0600"},
        {**ONE, "date_created": None, "date_sent": "Fri, 20 Nov 2026 00:00:00 +0000"},
        {**ONE, "date_created": "yesterday"},
        {**ONE, "body": TRIAL_NOTICE + WORDS},
        {**ONE, "body": WORDS + " \n"},
    ],
)
async def test_a_listed_text_that_is_ours_is_recognised(message):
    assert await listed(message) == "SM1"


@pytest.mark.parametrize(
    "message",
    [
        {**ONE, "date_created": "Thu, 19 Nov 2026 23:00:00 +0000"},
        {**ONE, "date_created": "Thu, 19 Nov 2026 23:00:00 -0000"},
        {**ONE, "direction": "inbound"},
        {**ONE, "to": "+15550100002"},
        {**ONE, "to": None},
        {**ONE, "body": None},
        "SM1",
        None,
    ],
)
async def test_a_listed_text_that_is_not_ours_is_passed_over(message):
    assert await listed(message) is None


async def test_a_text_whose_quotes_twilio_replaced_is_recognised():
    assert await listed({**ONE, "body": 'I\'m "fine" ...'}, text="I’m “fine” …") == "SM1"


@pytest.mark.parametrize(
    "fault", [CUT, SERVER_ERROR, too_many(1), UNREADABLE_AFTER_TAKING, Fault(status=400, code=21610)]
)
async def test_neither_words_nor_numbers_nor_the_key_reach_errors_or_logs(twilio, sender, caplog, fault):
    caplog.set_level(logging.DEBUG)
    told = []
    for call in (sender.send(PATIENT, WORDS, reference="17"), sender.find(PATIENT, WORDS, since=moments_ago())):
        twilio.faults.extend([fault, fault])
        with pytest.raises(DeliveryFailed) as failed:
            await call
        twilio.faults.clear()
        told += traceback.format_exception(failed.value)

    told += [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]  # the double's own

    for canary in ("Canary", "knee", PATIENT[1:], twilio.auth_token):
        assert canary not in "".join(told)


async def test_texts_sent_at_once_are_all_taken(twilio, sender):
    handed = await asyncio.gather(*(sender.send(PATIENT, f"text {n}", reference=str(n)) for n in range(20)))

    assert len({one.provider_id for one in handed}) == 20
    assert sorted(twilio.texts_to(PATIENT)) == sorted(f"text {n}" for n in range(20))
