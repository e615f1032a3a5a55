"""One call to a FHIR server: bounded, without redirects, its refusals told by class and never by the server's own words."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession

from bot.errors import DeliveryFailed
from integrations.delivery.calls import PATIENCE, body, may_pass, unreachable, wait_asked_for
from integrations.delivery.fhir.login import Login

MAX_ANSWER = 2 * 1024 * 1024  # bytes; a page of patients is far below
MAX_CAPABILITIES = 16 * 1024 * 1024  # a whole CapabilityStatement
MEDIA_TYPE = "application/fhir+json"
_ISSUE_CODE = re.compile(r"[a-z-]{2,30}")


@dataclass(frozen=True)
class Named:
    """What a person calls the settings that a refusal may be due to."""

    address: str
    login: str

    def advice(self, status: int) -> str:
        if 300 <= status < 400:
            return f"It redirects; set {self.address} to where it leads."
        known = {
            401: f"Check {self.login}.",
            403: "The login may not do this; ask the record system's operator for DocumentReference create and Patient search.",
            404: f"Check {self.address}: it must be the server's FHIR base address.",
        }
        return known.get(status, "")


OF_INSTALLATION = Named("PREVISIT_FHIR_URL", "PREVISIT_FHIR_TOKEN")
OF_CLINIC = Named("the address under Where summaries go", "the login under Where summaries go")


@dataclass(frozen=True)
class Answer:
    status: int
    content: Mapping[str, Any]  # empty when it was no JSON object of bearable size
    location: str = ""
    etag: str = ""
    retry_after: timedelta | None = None


class FhirClient:
    """Speaks to one base address; raises DeliveryFailed for all but a success or a status the caller expects."""

    def __init__(self, session: ClientSession, base: str, login: Login, named: Named) -> None:
        self._session, self._base, self._login, self._named = session, base.rstrip("/"), login, named

    async def capabilities(self) -> Answer:
        return await self._call("GET", "metadata", most=MAX_CAPABILITIES)

    async def search(self, kind: str, identifier: str) -> Answer:
        return await self._call("GET", kind, params={"identifier": identifier})

    async def create(self, kind: str, body: bytes, *, if_none_exist: str, expected: tuple[int, ...] = ()) -> Answer:
        """Create unless something matches `if_none_exist`: so a repeat after an unknown outcome does no harm."""
        headers = {"Content-Type": MEDIA_TYPE, "If-None-Exist": if_none_exist, "Prefer": "return=minimal"}
        return await self._call("POST", kind, data=body, headers=headers, expected=expected)

    async def _call(self, method: str, kind: str, *, expected: tuple[int, ...] = (), **request: Any) -> Answer:
        """Call once; once more with a new token where the one before was refused."""
        answer = await self._called(method, kind, **request)
        if answer.status == 401 and self._login.refused():
            answer = await self._called(method, kind, **request)
        if not 200 <= answer.status < 300 and answer.status not in expected:
            raise self._refusal(answer, kind)
        return answer

    async def _called(
        self,
        method: str,
        kind: str,
        *,
        headers: Mapping[str, str] | None = None,
        most: int = MAX_ANSWER,
        **request: Any,
    ) -> Answer:
        token = await self._login.token()
        shown = {"Authorization": f"Bearer {token}"} if token else {}
        options: dict[str, Any] = {"timeout": PATIENCE, "allow_redirects": False}
        options["headers"] = {"Accept": MEDIA_TYPE, **shown, **(headers or {})}
        try:
            async with self._session.request(method, f"{self._base}/{kind}", **options, **request) as reply:
                return await _answer(reply, most)
        except ClientConnectorError as error:
            raise unreachable(error, "The FHIR server", self._named.address) from error
        except (ClientError, asyncio.TimeoutError) as error:
            problem = f"The FHIR server did not answer ({type(error).__name__}); the same document is offered again."
            raise DeliveryFailed(problem, retryable=True, outcome_unknown=True) from error

    def _refusal(self, answer: Answer, kind: str) -> DeliveryFailed:
        code = issue_code(answer.content)
        said = f"The FHIR server answered {answer.status}{f' ({code})' if code else ''} for {kind}."
        return DeliveryFailed(
            f"{said} {self._named.advice(answer.status)}".rstrip(),
            retryable=may_pass(answer.status),
            outcome_unknown=answer.status >= 500,
            code=str(answer.status),
            retry_after=answer.retry_after,
        )


async def _answer(reply: ClientResponse, most: int) -> Answer:
    return Answer(
        status=reply.status,
        content=await _content(reply, most),
        location=reply.headers.get("Location", ""),
        etag=reply.headers.get("ETag", ""),
        retry_after=wait_asked_for(reply.headers.get("Retry-After", "")),
    )


async def _content(reply: ClientResponse, most: int) -> Mapping[str, Any]:
    try:
        content = json.loads(await body(reply, most))
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def issue_code(content: Mapping[str, Any]) -> str | None:
    """Return the code of an OperationOutcome's first issue; its texts may repeat what was sent, so they are dropped."""
    issues = content.get("issue")
    first = issues[0] if isinstance(issues, list) and issues else None
    code = first.get("code") if isinstance(first, dict) else None
    return code if isinstance(code, str) and _ISSUE_CODE.fullmatch(code) else None
