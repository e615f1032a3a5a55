"""Twilio's message API on loopback, with a memory: what it accepted, who opted out, and faults on demand.

It keeps to what Twilio documents, not to how our sender works: forms are read by aiohttp, parts counted by smsutil,
webhooks signed by Twilio's own package.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from tests.doubles.twilio_faults import Fault, error, gone_wrong
from tests.doubles.twilio_forms import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    OUR_NUMBER,
    new_sid,
    segments,
    signed_form,
    status_form,
    text_form,
)

STOP_WORDS = {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"}
START_WORDS = {"START", "UNSTOP", "YES"}
REFUSALS = {  # Twilio's own magic numbers, and one for a landline
    "+15005550001": 21211,
    "+15005550009": 21614,
    "+15005550004": 21610,
    "+15005550002": 21612,
    "+15005550035": 21635,
}


@dataclass
class Taken:
    """A text the double accepted."""

    sid: str
    to: str
    sender: str
    body: str
    created: datetime
    callback: str | None
    status: str = "queued"
    sent: datetime | None = None
    error_code: int | None = None


class TwilioDouble:
    """Use `running()`; then `api_url` stands in for https://api.twilio.com."""

    def __init__(self, account_sid: str = ACCOUNT_SID, auth_token: str = AUTH_TOKEN, number: str = OUR_NUMBER) -> None:
        self.account_sid, self.auth_token, self.number = account_sid, auth_token, number
        self.api_url = ""
        self.accepted: list[Taken] = []  # every text ever taken, in order
        self.received: list[dict[str, str]] = []  # forms of the texts patients sent through the double
        self._came: dict[str, datetime] = {}  # when, by sid
        self.opted_out: set[str] = set()
        self.refusals: dict[str, int] = dict(REFUSALS)  # number -> Twilio's error code
        self.faults: deque[Fault] = deque()  # one for each next call of the API
        self.calls = 0
        self.app = web.Application()
        self.app.router.add_post("/2010-04-01/Accounts/{account}/Messages.json", self._create)
        self.app.router.add_get("/2010-04-01/Accounts/{account}/Messages.json", self._list)
        self.app.router.add_get("/2010-04-01/Accounts/{account}/Messages/{sid}.json", self._fetch)

    def texts_to(self, number: str) -> list[str]:
        return [taken.body for taken in self.accepted if taken.to == number]

    async def text(
        self, url: str, sender: str, body: str, *, signed_as: str | None = None, sid: str | None = None, **more: str
    ) -> int:
        """Send a text as a patient's phone would: post it, signed, to our webhook; return the HTTP status.

        signed_as: the public address when the webhook is reached by another one.
        """
        form = self.take(sender, body, sid=sid, **more)
        return await self._post(url, form, signed_as or url)

    def take(
        self, sender: str, body: str, *, sid: str | None = None, at: datetime | None = None, **more: str
    ) -> dict[str, str]:
        """Take a text from a phone and tell nobody, as when our webhook is down; return the form of the webhook."""
        form = text_form(sender, body, to=self.number, sid=sid, AccountSid=self.account_sid, **more)
        self.received.append(form)
        self._came[form["MessageSid"]] = at or _now()
        self._heed_keywords(sender, body)
        return form

    async def report(self, taken: Taken, status: str, *, error_code: int | None = None, url: str | None = None) -> int:
        """Move a text on and post the signed report to its StatusCallback, or to `url` instead; return the status."""
        taken.status, taken.error_code = status, error_code
        taken.sent = taken.sent or (None if status == "queued" else _now())
        more = {"AccountSid": self.account_sid, "From": taken.sender}
        form = status_form(taken.sid, status, to=taken.to, error_code=error_code, **more)
        return await self._post(url or taken.callback or "", form, taken.callback or url or "")

    async def _post(self, url: str, form: Mapping[str, str], signed_as: str) -> int:
        body, headers = signed_form(signed_as, form, self.auth_token)
        async with ClientSession() as session, session.post(url, data=body, headers=headers) as reply:
            return reply.status

    def _heed_keywords(self, sender: str, body: str) -> None:
        word = body.strip().upper()
        if word in STOP_WORDS:
            self.opted_out.add(sender)
        elif word in START_WORDS:
            self.opted_out.discard(sender)

    async def _create(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        to, body = str(form.get("To", "")), str(form.get("Body", ""))
        if refused := self._refused(request) or self._wrong_text(to, str(form.get("From", "")), body):
            return refused
        fault = self._fault()
        if fault is not None and not fault.takes:
            return await gone_wrong(request, fault)
        callback = form.get("StatusCallback")
        taken = Taken(new_sid(), to, self.number, body, _now(), str(callback) if callback else None)
        self.accepted.append(taken)
        answer = web.json_response(self._shown(taken), status=201)
        return answer if fault is None else await gone_wrong(request, fault, answer)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        if refused := self._refused(request):
            return refused
        if (fault := self._fault()) is not None:
            return await gone_wrong(request, fault)
        query = request.query
        found = [self._shown(taken) for taken in reversed(self.accepted) if _matches(taken, query)]
        found += [self._shown(taken, "inbound") for taken in self._inbound() if _matches(taken, query)]
        size, page = int(query.get("PageSize", 50)), int(query.get("Page", 0))
        shown = found[page * size : (page + 1) * size]
        more = {**query, "Page": str(page + 1), "PageToken": "PA1"} if len(found) > (page + 1) * size else None
        following = f"{request.path}?{urlencode(more)}" if more else None
        listed = {"messages": shown, "page": page, "page_size": size, "uri": request.path_qs}
        return web.json_response({**listed, "next_page_uri": following})

    def _inbound(self) -> list[Taken]:
        """Return what patients texted, newest first."""
        return [
            Taken(form["MessageSid"], form["To"], form["From"], form["Body"], at, None, "received", at)
            for form in reversed(self.received)
            for at in [self._came[form["MessageSid"]]]
        ]

    async def _fetch(self, request: web.Request) -> web.StreamResponse:
        if refused := self._refused(request):
            return refused
        found = [taken for taken in self.accepted if taken.sid == request.match_info["sid"]]
        return web.json_response(self._shown(found[0])) if found else error(404, 20404)

    def _refused(self, request: web.Request) -> web.Response | None:
        self.calls += 1
        if request.match_info["account"] != self.account_sid:
            return error(404, 20404)
        kind, _, credentials = request.headers.get("Authorization", "").partition(" ")
        known = kind == "Basic" and b64decode(credentials).decode() == f"{self.account_sid}:{self.auth_token}"
        return None if known else error(401, 20003)

    def _wrong_text(self, to: str, sender: str, body: str) -> web.Response | None:
        if not re.fullmatch(r"\+[1-9]\d{6,14}", to):
            return error(400, 21211)
        if sender != self.number:
            return error(400, 21660)
        if not body:
            return error(400, 21602)
        if len(body) > 1600:
            return error(400, 21617)
        code = 21610 if to in self.opted_out else self.refusals.get(to)
        return error(400, code) if code else None

    def _fault(self) -> Fault | None:
        return self.faults.popleft() if self.faults else None

    def _shown(self, taken: Taken, direction: str = "outbound-api") -> dict[str, Any]:
        return {
            "account_sid": self.account_sid,
            "api_version": "2010-04-01",
            "body": taken.body,
            "date_created": format_datetime(taken.created),
            "date_sent": format_datetime(taken.sent) if taken.sent else None,
            "date_updated": format_datetime(taken.sent or taken.created),
            "direction": direction,
            "error_code": taken.error_code,
            "error_message": None,
            "from": taken.sender,
            "messaging_service_sid": None,
            "num_media": "0",
            "num_segments": str(segments(taken.body)),
            "price": None,
            "price_unit": "USD",
            "sid": taken.sid,
            "status": taken.status,
            "to": taken.to,
            "uri": f"/2010-04-01/Accounts/{self.account_sid}/Messages/{taken.sid}.json",
        }


@asynccontextmanager
async def running(double: TwilioDouble | None = None) -> AsyncIterator[TwilioDouble]:
    """Serve a double on a free loopback port until the block ends."""
    double = double or TwilioDouble()
    async with TestServer(double.app) as server:
        double.api_url = str(server.make_url("/")).rstrip("/")
        yield double


def _matches(taken: Taken, query: Mapping[str, str]) -> bool:
    """Filter as Twilio does: by day in UTC, and a text that has not been sent has no DateSent to match."""
    day = taken.sent.date().isoformat() if taken.sent else ""
    dated = [key for key in ("DateSent", "DateSent>", "DateSent<") if key in query]
    return (
        query.get("To", taken.to) == taken.to
        and query.get("From", taken.sender) == taken.sender
        and (not dated or bool(day))
        and day[:10] >= query.get("DateSent>", "")[:10]
        and ("DateSent<" not in query or day <= query["DateSent<"][:10])
        and ("DateSent" not in query or day == query["DateSent"][:10])
    )


def _now() -> datetime:
    return datetime.now(timezone.utc).replace(microsecond=0)
