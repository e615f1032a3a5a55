"""A Twilio on loopback and senders that use it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from aiohttp import ClientSession

from integrations.sms.twilio import TwilioSender
from tests.doubles.twilio import TwilioDouble, running


@pytest_asyncio.fixture
async def twilio() -> AsyncIterator[TwilioDouble]:
    async with running() as double:
        yield double


@pytest_asyncio.fixture
async def sender(twilio: TwilioDouble) -> AsyncIterator[TwilioSender]:
    async with ClientSession() as session:
        yield sender_for(twilio, session)


def sender_for(twilio: TwilioDouble, session: ClientSession, **changes: str) -> TwilioSender:
    account = {"account_sid": twilio.account_sid, "auth_token": twilio.auth_token, "sender": twilio.number}
    return TwilioSender(session, **{"api_url": twilio.api_url, **account, **changes})
