"""A patient's browser without a screen: it keeps cookies, fills forms and reads event streams."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from bot.records import Visit
from bot.services.links import new_link
from tests.world import World

BIRTH_DATE = {"month": "3", "day": "9", "year": "1961"}
PAGE = {"Accept": "text/html,application/xhtml+xml"}
JSON = {"Accept": "application/json"}


@dataclass
class Browser:
    client: TestClient  # type: ignore[type-arg]
    world: World

    async def link(self, visit: Visit) -> str:
        """Return the token of a new link to the chat of a visit."""
        conversation = await self.world.conversation(visit)
        async with self.world.wiring.unit_of_work() as uow:
            token = await new_link(conversation.id, uow, self.world.clock)
            await uow.commit()
        return token

    async def opened(self, visit: Visit | None = None) -> str:
        """Return the token of a link that this browser has opened with the right date of birth."""
        token = await self.link(visit or await self.world.a_visit())
        reply = await self.verify(token)
        assert reply.status == 303, await reply.text()
        return token

    async def page(self, token: str, **headers: str) -> ClientResponse:
        return await self.client.get(f"/chat/{token}", headers=PAGE | headers)

    async def verify(self, token: str, form: dict[str, str] | None = None, **headers: str) -> ClientResponse:
        return await self.client.post(
            f"/chat/{token}/verify", data=form or BIRTH_DATE, headers=PAGE | headers, allow_redirects=False
        )

    async def send(self, token: str, text: str, client_id: str | None = None, **headers: str) -> ClientResponse:
        sent = {"text": text, "client_id": client_id or str(uuid4())}
        return await self.client.post(f"/chat/{token}/messages", json=sent, headers=JSON | headers)

    @asynccontextmanager
    async def events(self, token: str, **headers: str) -> AsyncIterator[Stream]:
        reply = await self.client.get(f"/chat/{token}/events", headers=headers)
        assert reply.status == 200, reply.status
        try:
            yield Stream(reply)
        finally:
            reply.close()


@dataclass
class Event:
    kind: str
    data: dict[str, Any]
    id: str | None = None


@dataclass
class Stream:
    reply: ClientResponse
    heard: list[Event] = field(default_factory=list)

    async def next(self, kind: str, *, within: float = 5.0) -> Event:
        """Return the next event of a kind; the ones before it are kept in `heard`."""
        while True:
            event = await asyncio.wait_for(self._next(), within)
            self.heard.append(event)
            if event.kind == kind:
                return event

    async def _next(self) -> Event:
        fields: dict[str, str] = {}
        while True:
            line = (await self.reply.content.readline()).decode()
            if not line:
                raise EOFError
            name, _, value = line.rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif "event" in fields:
                return Event(fields["event"], json.loads(fields["data"]), fields.get("id"))
