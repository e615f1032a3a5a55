"""Twilio posting to the application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from tests.doubles.twilio_forms import signed_form, status_form, text_form
from tests.world import PHONE

Params = Mapping[str, str] | Iterable[tuple[str, str]]


@dataclass
class Twilio:
    client: TestClient  # type: ignore[type-arg]
    public_url: str
    token: str

    async def text(self, body: str, *, sender: str = PHONE, sid: str | None = None, **more: str) -> ClientResponse:
        return await self.post("/sms/inbound", text_form(sender, body, sid=sid, **more))

    async def report(self, sid: str, status: str, error_code: int | None = None) -> ClientResponse:
        return await self.post("/sms/status", status_form(sid, status, to=PHONE, error_code=error_code))

    async def post(
        self,
        path: str,
        params: Params,
        *,
        token: str | None = None,
        signed_for: str | None = None,
        sent_instead: bytes | None = None,
        **headers: str,
    ) -> ClientResponse:
        """Post a form signed for `signed_for`, or for the address it goes to; `sent_instead`: another body."""
        body, signed = signed_form(signed_for or self.public_url + path, params, token or self.token)
        data = body if sent_instead is None else sent_instead
        return await self.client.post(path, data=data, headers=signed | headers)
