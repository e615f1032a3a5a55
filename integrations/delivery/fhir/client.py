"""One call to a FHIR server: bounded, without redirects, its refusals told by class and never by the server's own words."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession, ClientSSLError, ClientTimeout

from bot.errors import DeliveryFailed
from integrations.delivery.addresses import InnerAddress

PATIENCE = ClientTimeout(total=30, connect=5, sock_read=20)
MAX_ANSWER = 2 * 1024 * 1024  # bytes; a page of patients is far below
MEDIA_TYPE = "application/fhir+json"
RETRYABLE = (408, 409, 425, 429)  # and every 5xx; any other 4xx needs a person
_ISSUE_CODE = re.compile(r"[a-z-]{2,30}")
_ADVICE = {
    401: "Check PREVISIT_FHIR_TOKEN.",
    403: "The token may not do this; ask the record system's operator for DocumentReference create and Patient search.",
    404: "Check PREVISIT_FHIR_URL: it must be the server's FHIR base address.",
}


@dataclass(frozen=True)
class Answer:
    status: int
    content: Mapping[str, Any]  # empty when it was no JSON object of bearable size
    location: str = ""
    etag: str = ""
    retry_after: timedelta | None = None


class FhirClient:
    """Speaks to one base address; raises DeliveryFailed for all but a success or a status the caller expects."""

    def __init__(self, session: ClientSession, base: str, token: str | None) -> None:
        self._session, self._base = session, base.rstrip("/")
        self._headers = {"Accept": MEDIA_TYPE} | ({"Authorization": f"Bearer {token}"} if token else {})

    async def search(self, kind: str, identifier: str) -> Answer:
        return await self._call("GET", kind, params={"identifier": identifier})

    async def create(self, kind: str, body: bytes, *, if_none_exist: str, expected: tuple[int, ...] = ()) -> Answer:
        """Create unless something matches `if_none_exist`: so a repeat after an unknown outcome does no harm."""
        headers = {"Content-Type": MEDIA_TYPE, "If-None-Exist": if_none_exist, "Prefer": "return=minimal"}
        return await self._call("POST", kind, data=body, headers=headers, expected=expected)

    async def _call(
        self,
        method: str,
        kind: str,
        *,
        headers: Mapping[str, str] | None = None,
        expected: tuple[int, ...] = (),
        **request: Any,
    ) -> Answer:
        options: dict[str, Any] = {
            "timeout": PATIENCE,
            "allow_redirects": False,
            "headers": {**self._headers, **(headers or {})},
        }
        try:
            async with self._session.request(method, f"{self._base}/{kind}", **options, **request) as reply:
                answer = await _answer(reply)
        except ClientConnectorError as error:
            raise _unreachable(error) from error
        except (ClientError, asyncio.TimeoutError) as error:
            problem = f"The FHIR server did not answer ({type(error).__name__}); the same document is offered again."
            raise DeliveryFailed(problem, retryable=True, outcome_unknown=True) from error
        if not 200 <= answer.status < 300 and answer.status not in expected:
            raise _refusal(answer, kind)
        return answer


async def _answer(reply: ClientResponse) -> Answer:
    return Answer(
        status=reply.status,
        content=await _content(reply),
        location=reply.headers.get("Location", ""),
        etag=reply.headers.get("ETag", ""),
        retry_after=_wait(reply.headers.get("Retry-After", "")),
    )


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


def _wait(header: str) -> timedelta | None:
    """Read Retry-After in seconds or as a date; None when it is neither."""
    if header.isdecimal() and len(header) < 7:
        return timedelta(seconds=int(header))
    try:
        at = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return max(at - datetime.now(timezone.utc), timedelta())


def _unreachable(error: ClientConnectorError) -> DeliveryFailed:
    if isinstance(error, ClientSSLError):
        problem = "The FHIR server's TLS certificate is not trusted here; renew it, or install its authority."
        return DeliveryFailed(problem, retryable=True, code="tls")
    if isinstance(error.os_error, InnerAddress):
        problem = f"PREVISIT_FHIR_URL leads inside this network: {error.os_error.strerror}."
        return DeliveryFailed(problem, retryable=False, code="inner_address")
    return DeliveryFailed("The FHIR server cannot be reached; check the network.", retryable=True, code="unreachable")


def _refusal(answer: Answer, kind: str) -> DeliveryFailed:
    code = issue_code(answer.content)
    said = f"The FHIR server answered {answer.status}{f' ({code})' if code else ''} for {kind}."
    advice = "It redirects; set PREVISIT_FHIR_URL to where it leads." if 300 <= answer.status < 400 else ""
    return DeliveryFailed(
        f"{said} {advice or _ADVICE.get(answer.status, '')}".rstrip(),
        retryable=answer.status in RETRYABLE or answer.status >= 500,
        outcome_unknown=answer.status >= 500,
        code=str(answer.status),
        retry_after=answer.retry_after,
    )


def issue_code(content: Mapping[str, Any]) -> str | None:
    """Return the code of an OperationOutcome's first issue; its texts may repeat what was sent, so they are dropped."""
    issues = content.get("issue")
    first = issues[0] if isinstance(issues, list) and issues else None
    code = first.get("code") if isinstance(first, dict) else None
    return code if isinstance(code, str) and _ISSUE_CODE.fullmatch(code) else None
