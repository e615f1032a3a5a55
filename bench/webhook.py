"""How fast a signed webhook is acknowledged: after the message, its safety scan and its queued turn are committed.

Many patients write, four at any moment; the client that posts runs in the same process, so its time is in the figure.
"""

from __future__ import annotations

import asyncio
import time
from urllib.parse import urlencode

from aiohttp.test_utils import TestClient, TestServer
from twilio.request_validator import RequestValidator

from bench.figures import middle, percentile, show
from bench.place import PUBLIC_URL, TOKEN, a_place
from integrations.demonstration.conversation import new_conversation
from integrations.web.app import build_app
from integrations.wiring import Wiring

PATIENTS, EACH, AT_ONCE = 100, 4, 4
LIMIT_MS = 50.0


async def measure() -> None:
    async with a_place() as wiring:
        phones = [await _phone_of(wiring) for _ in range(PATIENTS)]
        async with TestClient(TestServer(build_app(wiring))) as client:
            await _post(client, phones[0], "warm-up")
            times = [
                await asyncio.gather(*(_post(client, phone, f"{n}-{phone}") for phone in some))
                for n in range(EACH)
                for some in zip(*[iter(phones)] * AT_ONCE, strict=True)
            ]
    flat = [one for several in times for one in several]
    show("webhook_acknowledged_p50", middle(flat), "ms")
    show("webhook_acknowledged_p95", percentile(flat, 0.95), "ms", LIMIT_MS)


async def _phone_of(wiring: Wiring) -> str:
    conversation = await new_conversation(wiring, "en", "adult_follow_up")
    async with wiring.unit_of_work() as uow:
        return (await uow.numbers.get((await uow.conversations.get(conversation)).number_id)).e164


async def _post(client: TestClient, phone: str, sid: str) -> float:  # type: ignore[type-arg]
    form = {
        "MessageSid": f"SM{sid}".replace("+", ""),
        "From": phone,
        "To": "+15005550006",
        "Body": "my knee hurts on stairs",
        "NumMedia": "0",
    }
    signature = RequestValidator(TOKEN).compute_signature(f"{PUBLIC_URL}/sms/inbound", form)
    headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
    started = time.perf_counter()
    async with client.post("/sms/inbound", data=urlencode(form), headers=headers) as answer:
        assert answer.status == 200  # noqa: S101
        await answer.read()
    return (time.perf_counter() - started) * 1000
