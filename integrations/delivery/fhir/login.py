"""Showing a FHIR server who we are: not at all, by a fixed token, or by SMART Backend Services (App Launch 2.2.0)."""

from __future__ import annotations

import asyncio
import json
import re
import time
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

from aiohttp import ClientConnectorError, ClientError, ClientResponse, ClientSession

from bot.connections import Fhir
from bot.connections.shared import scheme_and_host
from bot.errors import DeliveryFailed
from integrations.delivery.calls import PATIENCE, body, may_pass, unreachable
from integrations.delivery.fhir.keys import assertion

CONFIGURATION = ".well-known/smart-configuration"
_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_RENEWED_BEFORE = 30.0  # seconds before a token ends
_SHORTEST = 5.0
_MAX_ANSWER = 64 * 1024
_MOST_SKEW = 60  # seconds between the clocks, from where on assertions are refused somewhere
_ERROR = re.compile(r"[a-z_]{3,40}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,16384}")


class Login(Protocol):
    async def token(self) -> str | None:
        """Return what to show, None for nothing; raise DeliveryFailed when the record system gives none."""

    def refused(self) -> bool:
        """Forget a token that was refused; True when another one can be had."""


class FixedToken:
    def __init__(self, token: str | None) -> None:
        self._token = token or None

    async def token(self) -> str | None:
        return self._token

    def refused(self) -> bool:
        return False


class SmartLogin:
    """Keeps a token as long as it lasts; whoever comes meanwhile waits for the one that is being fetched."""

    def __init__(self, session: ClientSession, how: Fhir) -> None:
        self._session, self._how = session, how
        self._token, self._until, self._lock = "", 0.0, asyncio.Lock()

    async def token(self) -> str | None:
        async with self._lock:
            if time.monotonic() >= self._until:
                granted = await self._asked()
                lasts = granted.get("expires_in")
                self._token = granted["access_token"]
                seconds = float(lasts) if isinstance(lasts, int) and 0 < lasts < 1_000_000 else 60.0
                self._until = time.monotonic() + max(seconds - _RENEWED_BEFORE, _SHORTEST)
            return self._token

    def refused(self) -> bool:
        self._until = 0.0
        return True

    async def _asked(self) -> dict[str, Any]:
        endpoint = self._how.token_url or await self._endpoint()
        form = {
            "grant_type": "client_credentials",
            "scope": self._how.scope,
            "client_assertion_type": _TYPE,
            "client_assertion": assertion(self._how.key, self._how.client_id, endpoint),
        }
        status, granted, skew = await self._call("POST", endpoint, data=form)
        if status != 200 or not _TOKEN.fullmatch(str(granted.get("access_token", ""))):
            raise _refusal(status, granted, skew)
        return granted

    async def _endpoint(self) -> str:
        address = f"{self._how.url.rstrip('/')}/{CONFIGURATION}"
        status, said, _ = await self._call("GET", address)
        endpoint = said.get("token_endpoint")
        if status != 200 or not isinstance(endpoint, str) or not _as_closed(endpoint, address):
            problem = f"The record system answered {status} for {CONFIGURATION}. Enter its token address by hand."
            raise DeliveryFailed(problem, retryable=may_pass(status), code="login")
        return endpoint

    async def _call(self, method: str, address: str, **request: Any) -> tuple[int, dict[str, Any], int]:
        """Return status, content and by how many seconds its clock is ahead of ours."""
        headers = {"Accept": "application/json"}
        options: dict[str, Any] = {"timeout": PATIENCE, "allow_redirects": False, "headers": headers}
        try:
            async with self._session.request(method, address, **options, **request) as reply:
                return reply.status, await _content(reply), _skew(reply)
        except ClientConnectorError as error:
            raise unreachable(error, "The record system's login", "Its address") from error
        except (ClientError, ValueError, asyncio.TimeoutError) as error:
            problem = f"The record system's login did not answer ({type(error).__name__}); it is asked again."
            raise DeliveryFailed(problem, retryable=True, code="login") from error


class Logins:
    """Keeps the tokens of each connection from one delivery to the next."""

    def __init__(self, session: ClientSession) -> None:
        self._session, self._known = session, dict[Fhir, Login]()

    def to(self, how: Fhir) -> Login:
        """Return the login with these settings; after a change of them it is another one."""
        if how not in self._known:
            smart = how.login == "smart"
            self._known[how] = SmartLogin(self._session, how) if smart else FixedToken(how.token)
        return self._known[how]


async def _content(reply: ClientResponse) -> dict[str, Any]:
    try:
        content = json.loads(await body(reply, _MAX_ANSWER))
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _as_closed(endpoint: str, address: str) -> bool:
    """Whether what a server names is called with the same protection as the server itself."""
    named, own = scheme_and_host(endpoint), scheme_and_host(address)
    return named is not None and own is not None and named[0] == own[0]


def _skew(reply: ClientResponse) -> int:
    try:
        at = parsedate_to_datetime(reply.headers.get("Date", ""))
    except (TypeError, ValueError):
        return 0
    return int((at - datetime.now(timezone.utc)).total_seconds()) if at.tzinfo else 0


def _refusal(status: int, said: dict[str, Any], skew: int) -> DeliveryFailed:
    code = said.get("error")
    named = f" ({code})" if isinstance(code, str) and _ERROR.fullmatch(code) else ""
    if abs(skew) > _MOST_SKEW:
        advice = f"Its clock and the one of this machine differ by {abs(skew)} seconds; set ours by NTP."
    else:
        advice = "Check the client id, the scopes, and that it has read our key set."
    problem = f"The record system refused our login: {status}{named}. {advice}"
    return DeliveryFailed(problem, retryable=may_pass(status), code="login")
