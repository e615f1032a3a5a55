"""Patients who text: signed webhooks to a running Previsit, and patience until they are answered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import urlencode
from uuid import uuid4

from aiohttp import ClientSession
from twilio.request_validator import RequestValidator

from bot.errors import PrevisitError
from integrations.wiring import Wiring

OUR_NUMBER = "+15005550006"  # of Twilio's test numbers; only a name here
PATIENCE = 120.0  # seconds for one answer


class NotAnswered(PrevisitError):
    """The running Previsit did not take a text or did not answer it."""


async def texts(wiring: Wiring, http: ClientSession, address: str, phone: str, said: Sequence[str]) -> None:
    """Send texts one after the other, each once the one before it is through."""
    for words in said:
        sid = f"SM{uuid4().hex}"
        await _post(
            wiring, http, address, {"MessageSid": sid, "From": phone, "To": OUR_NUMBER, "Body": words, "NumMedia": "0"}
        )
        await _through(wiring, sid)


async def _post(wiring: Wiring, http: ClientSession, address: str, form: dict[str, str]) -> None:
    signature = RequestValidator(wiring.settings.twilio_auth_tokens[0]).compute_signature(
        f"{address}/sms/inbound", form
    )
    headers = {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"}
    async with http.post(f"{address}/sms/inbound", data=urlencode(form), headers=headers) as answer:
        if answer.status != 200:
            raise NotAnswered(f"{address}/sms/inbound answered {answer.status} to a demonstration text.")


async def _through(wiring: Wiring, sid: str) -> None:
    """Wait until a turn has taken the text."""
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while asyncio.get_running_loop().time() < deadline:
        async with wiring.unit_of_work() as uow:
            message = await uow.messages.by_provider_id(sid)
        if message is not None and message.processed_at is not None:
            return
        await asyncio.sleep(0.2)
    raise NotAnswered("A demonstration text was not answered within two minutes. Is `previsit worker` running?")
