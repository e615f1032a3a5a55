"""The webhook: signed as the specification has it, its refusals told apart, and nothing followed or leaked."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.connections import Webhook
from bot.errors import DeliveryFailed
from integrations.delivery.addresses import guarded_session
from integrations.delivery.webhook import WebhookReceiver
from integrations.delivery.webhook.signing import signed_headers
from tests.delivery.summaries import IDENTIFIER, a_summary
from tests.doubles.receivers import Hook, a_hook

SECRET, OLDER = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_" + "C" * 32
PAYLOAD = a_summary().to_json()


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    async with a_hook() as hook:
        yield hook


def to(hook: Hook, http: ClientSession, previous: str = "") -> WebhookReceiver:
    return WebhookReceiver(http, Webhook(hook.url, SECRET, previous), seconds=lambda: 1_614_265_330.9)


def test_the_signature_is_that_of_the_specifications_example():
    headers = signed_headers(
        b'{"test": 2432232314}', identifier="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1_614_265_330, secrets=[SECRET]
    )

    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


async def test_the_body_is_the_summary_and_a_repeat_bears_the_same_id(hook: Hook, http: ClientSession):
    for _ in range(2):
        await to(hook, http).deliver(PAYLOAD, identifier=IDENTIFIER)

    assert [body for _, body in hook.requests] == [PAYLOAD, PAYLOAD]
    assert {headers["webhook-id"] for headers, _ in hook.requests} == {IDENTIFIER}
    assert hook.requests[0][0]["webhook-timestamp"] == "1614265330"


async def test_while_a_secret_is_changed_both_sign(hook: Hook, http: ClientSession):
    await to(hook, http, previous=OLDER).deliver(PAYLOAD, identifier=IDENTIFIER)

    ((headers, _),) = hook.requests
    (new, old) = headers["webhook-signature"].split()
    known = {"identifier": IDENTIFIER, "timestamp": 1_614_265_330}
    assert new == signed_headers(PAYLOAD, secrets=[SECRET], **known)["webhook-signature"]
    assert old == signed_headers(PAYLOAD, secrets=[OLDER], **known)["webhook-signature"]


@pytest.mark.parametrize(
    ("answer", "receipt"),
    [
        ('{"id": "doc-7"}', "doc-7"),
        ('{"id": "<script>"}', f"accepted {IDENTIFIER}"),
        ('{"id": 7}', f"accepted {IDENTIFIER}"),
        ("[" * 100_000, f"accepted {IDENTIFIER}"),
        ("thanks", f"accepted {IDENTIFIER}"),
    ],
)
async def test_the_receipt_is_the_receivers_id_where_it_names_one(
    hook: Hook, http: ClientSession, answer: str, receipt: str
):
    hook.answer = answer

    assert await to(hook, http).deliver(PAYLOAD, identifier=IDENTIFIER) == receipt


@pytest.mark.parametrize(
    ("status", "retryable", "advice"),
    [
        (500, True, ""),
        (503, True, ""),
        (429, True, ""),
        (408, True, ""),
        (400, False, ""),
        (401, False, "secret"),
        (404, False, "address"),
        (410, False, "remove"),
        (413, False, "size"),
    ],
)
async def test_refusals_are_told_apart(hook: Hook, http: ClientSession, status: int, retryable: bool, advice: str):
    hook.status, hook.headers = status, {"Retry-After": "120"}

    with pytest.raises(DeliveryFailed) as failed:
        await to(hook, http).deliver(PAYLOAD, identifier=IDENTIFIER)

    assert failed.value.retryable is retryable
    assert failed.value.retry_after == timedelta(minutes=2)
    assert str(status) in str(failed.value) and advice in str(failed.value)


async def test_a_redirect_is_not_followed(hook: Hook, http: ClientSession):
    async with a_hook() as elsewhere:
        hook.status, hook.headers = 307, {"Location": elsewhere.url}

        with pytest.raises(DeliveryFailed, match="enter the address it leads to"):
            await to(hook, http).deliver(PAYLOAD, identifier=IDENTIFIER)

    assert elsewhere.requests == []


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "10.0.0.1", "0.0.0.0"])
async def test_inner_addresses_are_refused_for_good(host: str):
    async with guarded_session(()) as http:
        way = WebhookReceiver(http, Webhook(f"https://{host}/previsit", SECRET))

        with pytest.raises(DeliveryFailed, match="leads inside this network") as failed:
            await way.deliver(PAYLOAD, identifier=IDENTIFIER)

    assert not failed.value.retryable
