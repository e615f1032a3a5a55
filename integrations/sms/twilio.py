"""Texts through Twilio's message API (2010-04-01).

Twilio's create call knows no idempotency key, so a call without an answer means "perhaps sent": it is looked up with
find() before it is repeated. A patient's number and words go to Twilio only, never into an error of ours.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    encode_basic_auth,
)

from bot.errors import DeliveryFailed
from bot.messaging.encoding import plain
from bot.messaging.failures import ACCOUNT, failure
from bot.ports import Handed

PATIENCE = ClientTimeout(total=30, connect=5, sock_read=20)
MAX_ANSWER = 1024 * 1024  # bytes; a hundred listed texts of the greatest length stay below
PAGE_SIZE = 100  # newest first; nobody gets a hundred texts between a send and its look-up
CLOCK_SKEW = timedelta(seconds=30)
TRIAL_NOTICE = "Sent from your Twilio trial account - "  # put before every text of an account that is on trial


@dataclass(frozen=True)
class Answer:
    status: int
    content: Mapping[str, Any]  # empty when it was no JSON object of bearable size
    retry_after: timedelta | None

    @property
    def code(self) -> str | None:
        code = self.content.get("code")
        return str(code) if isinstance(code, int) else None


class TwilioSender:
    """Sends from one number (or short code) of one account."""

    def __init__(
        self,
        session: ClientSession,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        api_url: str = "https://api.twilio.com",
        status_callback: str | None = None,
    ) -> None:
        """status_callback: where Twilio reports what became of a text; it signs this address as given here."""
        self._session = session
        self._headers = {"Authorization": encode_basic_auth(account_sid, auth_token)}
        self._messages = f"{api_url.rstrip('/')}/2010-04-01/Accounts/{account_sid}/Messages.json"
        self._sender = sender
        self._callback = {"StatusCallback": status_callback} if status_callback else {}

    async def send(self, to: str, text: str, *, reference: str) -> Handed:
        form = {"To": to, "From": self._sender, "Body": text, **self._callback}
        answer = await self._call("POST", f"message {reference}", data=form)
        if not 200 <= answer.status < 300:
            may_have_taken_it = answer.status >= 500
            raise _refusal(answer, f"message {reference}", unknown=may_have_taken_it)
        return _handed(answer.content, f"message {reference}")

    async def find(self, to: str, text: str, *, since: datetime) -> Handed | None:
        """Return the newest such text of ours. The list is not narrowed by DateSent: a queued text has none yet."""
        query = {"To": to, "From": self._sender, "PageSize": str(PAGE_SIZE)}
        answer = await self._call("GET", "a look-up", params=query)
        listed = answer.content.get("messages")
        if answer.status != 200 or not isinstance(listed, list):
            raise _refusal(answer, "a look-up", unknown=True)
        wanted = (one for one in listed if isinstance(one, dict) and _is_ours(one, to, text, since - CLOCK_SKEW))
        return next((_handed(one, "a look-up") for one in wanted), None)

    @property
    def number(self) -> str:
        return self._sender

    async def listed(self, query: Mapping[str, str]) -> Mapping[str, Any]:
        """Return a page of the account's messages."""
        answer = await self._call("GET", "a list of texts", params=dict(query))
        if answer.status != 200 or not isinstance(answer.content.get("messages"), list):
            raise _refusal(answer, "a list of texts", unknown=False)
        return answer.content

    async def _call(self, method: str, what: str, **request: Any) -> Answer:
        options = {"headers": self._headers, "timeout": PATIENCE, "allow_redirects": False}
        try:
            async with self._session.request(method, self._messages, **options, **request) as reply:
                return Answer(reply.status, await _content(reply), _retry_after(reply))
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            open_still = method == "GET"  # a look-up that fails leaves open what it was to settle
            problem = f"Twilio could not be reached for {what}; check the network."
            raise DeliveryFailed(problem, retryable=True, outcome_unknown=open_still) from error
        except (ClientError, asyncio.TimeoutError) as error:
            raise DeliveryFailed(f"Twilio did not answer for {what}.", retryable=True, outcome_unknown=True) from error


async def _content(reply: ClientResponse) -> Mapping[str, Any]:
    raw = bytearray()
    async for chunk in reply.content.iter_chunked(64 * 1024):
        raw += chunk
        if len(raw) > MAX_ANSWER:
            reply.close()
            return {}
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _retry_after(reply: ClientResponse) -> timedelta | None:
    """Read the wait in seconds; the other form of the header, a date, Twilio does not use."""
    seconds = reply.headers.get("Retry-After", "")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() and len(seconds) < 7 else None


def _refusal(answer: Answer, what: str, *, unknown: bool) -> DeliveryFailed:
    kind = failure(answer.code, answer.status)
    hint = " Check TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKENS and TWILIO_FROM." if kind == ACCOUNT else ""
    return DeliveryFailed(
        f"Twilio answered {answer.status}, code {answer.code or 'none'} ({kind.name}), for {what}.{hint}",
        retryable=kind.retryable,
        outcome_unknown=unknown,
        code=answer.code,
        retry_after=answer.retry_after,
    )


def _handed(message: Mapping[str, Any], what: str) -> Handed:
    sid, status = message.get("sid"), message.get("status")
    if not isinstance(sid, str) or not sid:
        raise DeliveryFailed(f"Twilio took {what} and gave no id.", retryable=True, outcome_unknown=True)
    return Handed(sid, status if isinstance(status, str) else "accepted")


def _is_ours(message: Mapping[str, Any], to: str, text: str, since: datetime) -> bool:
    body = str(message.get("body", "")).removeprefix(TRIAL_NOTICE)
    outbound = str(message.get("direction", "outbound")).startswith("outbound")
    return outbound and message.get("to") == to and _alike(body, text) and _not_before(message, since)


def _alike(one: str, other: str) -> bool:
    """Compare texts as they look: Twilio's smart encoding replaces curly quotes, and blanks at the end get lost."""
    return plain(one).strip() == plain(other).strip()


def _not_before(message: Mapping[str, Any], since: datetime) -> bool:
    """Say whether the text is of that time; one without a readable time counts, as nothing speaks against it."""
    try:
        created = parsedate_to_datetime(str(message.get("date_created") or message.get("date_sent")))
    except (TypeError, ValueError):
        return True
    return (created if created.tzinfo else created.replace(tzinfo=timezone.utc)) >= since
