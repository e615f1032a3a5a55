"""What every way out over HTTP shares: how long it waits, how much it reads, and which answers are worth another try."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from aiohttp import ClientConnectorError, ClientResponse, ClientSSLError, ClientTimeout

from bot.errors import DeliveryFailed
from integrations.delivery.addresses import InnerAddress

PATIENCE = ClientTimeout(total=30, connect=5, sock_read=20)
RETRYABLE = (408, 409, 425, 429)  # and every 5xx; any other 4xx needs a person
_CHUNK = 64 * 1024


def may_pass(status: int) -> bool:
    """Whether a refusal with this status may be gone at the next try."""
    return status in RETRYABLE or status >= 500


async def body(reply: ClientResponse, most: int) -> bytes:
    """Return the body; nothing where it is longer than `most` bytes, and then the rest is not read."""
    raw = bytearray()
    async for chunk in reply.content.iter_chunked(_CHUNK):
        raw += chunk
        if len(raw) > most:
            reply.close()
            return b""
    return bytes(raw)


def wait_asked_for(header: str) -> timedelta | None:
    """Read Retry-After in seconds or as a date; None when it is neither."""
    if header.isdecimal() and len(header) < 7:
        return timedelta(seconds=int(header))
    try:
        at = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return max(at - datetime.now(timezone.utc), timedelta())


def unreachable(error: ClientConnectorError, receiver: str, address: str) -> DeliveryFailed:
    """receiver: as a sentence begins with it. address: what holds its address, and can be corrected."""
    if isinstance(error, ClientSSLError):
        problem = f"{receiver}'s TLS certificate is not trusted here; renew it, or install its authority."
        return DeliveryFailed(problem, retryable=True, code="tls")
    if isinstance(error.os_error, InnerAddress):
        problem = f"{address} leads inside this network: {error.os_error.strerror}."
        return DeliveryFailed(problem, retryable=False, code="inner_address")
    return DeliveryFailed(f"{receiver} cannot be reached; check the network.", retryable=True, code="unreachable")
