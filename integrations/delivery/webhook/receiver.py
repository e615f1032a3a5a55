"""Posting a summary to an address of the clinic's: bounded, signed, without redirects."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Callable
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession

from bot.connections import Webhook
from bot.errors import DeliveryFailed
from integrations.delivery.calls import PATIENCE, body, may_pass, unreachable, wait_asked_for
from integrations.delivery.webhook.signing import signed_headers

_LONGEST_ANSWER = 64 * 1024  # bytes
_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}")
_ADVICE = {
    401: "Enter the secret that the receiver expects.",
    403: "Enter the secret that the receiver expects.",
    404: "Check the address.",
    410: "The receiver wants no more; remove the webhook, or enter its new address.",
    413: "The receiver takes no message of this size.",
}


class WebhookReceiver:
    """The webhook-id stays the same on every try, so that a receiver that keeps ids takes a summary once."""

    name = "webhook"

    def __init__(
        self, session: ClientSession, connection: Webhook, *, seconds: Callable[[], float] = time.time
    ) -> None:
        self._session, self._to, self._seconds = session, connection, seconds

    async def deliver(self, payload: bytes, *, identifier: str) -> str:
        """Return `<id>` that the receiver names in its JSON answer, else `accepted <identifier>`."""
        secrets = (self._to.secret, self._to.previous)
        timestamp = int(self._seconds())
        headers = signed_headers(payload, identifier=identifier, timestamp=timestamp, secrets=secrets)
        headers["Content-Type"] = "application/json"
        options: dict[str, Any] = {"timeout": PATIENCE, "allow_redirects": False, "headers": headers, "data": payload}
        try:
            async with self._session.post(self._to.url, **options) as reply:
                return await _receipt(reply, identifier)
        except ClientConnectorError as error:
            raise unreachable(error, "The webhook's receiver", "The webhook's address") from error
        except (ClientError, asyncio.TimeoutError) as error:
            problem = f"The webhook's receiver did not answer ({type(error).__name__}); the same id is sent again."
            raise DeliveryFailed(problem, retryable=True, outcome_unknown=True) from error

    async def holds(self, identifier: str, receipt: str) -> bool | None:
        return None  # what it took is its own affair


async def _receipt(reply: ClientResponse, identifier: str) -> str:
    if not 200 <= reply.status < 300:
        raise _refusal(reply)
    try:
        content = json.loads(await body(reply, _LONGEST_ANSWER))
    except (ValueError, RecursionError):
        content = None
    named = content.get("id") if isinstance(content, dict) else None
    return named if isinstance(named, str) and _ID.fullmatch(named) else f"accepted {identifier}"


def _refusal(reply: ClientResponse) -> DeliveryFailed:
    advice = "It redirects; enter the address it leads to." if reply.status < 400 else _ADVICE.get(reply.status, "")
    return DeliveryFailed(
        f"The webhook's receiver answered {reply.status}. {advice}".rstrip(),
        retryable=may_pass(reply.status),
        outcome_unknown=reply.status >= 500,
        code=str(reply.status),
        retry_after=wait_asked_for(reply.headers.get("Retry-After", "")),
    )
