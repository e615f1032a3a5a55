"""Staff in their browsers, and visits as far along as a test needs them."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest_asyncio
from aiohttp import ClientResponse, CookieJar
from aiohttp.test_utils import TestClient, TestServer

from bot.agenda.events import Answered, Confirmed, ItemAdded
from bot.agenda.model import Answer, Item, Quote
from bot.flow.model import Flow
from bot.passwords import hash_password
from bot.records import Alert, Clinic, Message, StaffMember, Task, Visit
from integrations.web.app import build_app
from tests.world import World

PASSWORD = "four quiet words here"
STORED = hash_password(PASSWORD)
KNEE = "My knee hurts on the stairs. Also the water pill."


@dataclass
class Browser:
    """One browser: keeps cookies and sends forms as the pages show them."""

    client: TestClient[Any, Any]
    csrf: str = ""
    last: str = field(default="", repr=False)

    async def get(self, path: str, **options: Any) -> ClientResponse:
        answer = await self.client.get(path, headers={"Accept": "text/html"}, **options)
        self._look(await answer.text(errors="replace"))  # a sheet to print is no text
        return answer

    async def page(self, path: str) -> str:
        answer = await self.get(path)
        assert answer.status == 200, (path, answer.status)
        return self.last

    async def post(self, path: str, *, follow: bool = True, csrf: str | None = None, **fields: Any) -> ClientResponse:
        form = {**fields, "csrf_token": self.csrf if csrf is None else csrf}
        headers = {"Accept": "text/html", "Origin": f"http://{self.client.host}:{self.client.port}"}
        answer = await self.client.post(path, data=form, headers=headers, allow_redirects=follow)
        self._look(await answer.text())
        return answer

    async def log_in(self, email: str, password: str = PASSWORD) -> ClientResponse:
        return await self.post("/login", follow=False, email=email, password=password, next="/visits")

    async def sign_off(self, visit: Visit, **options: Any) -> ClientResponse:
        """Read the page and press the button on it."""
        found = re.search(r'name="revision" value="(\d+)"', await self.page(f"/visits/{visit.id}"))
        assert found, "the page offers no sign-off"
        return await self.post(f"/visits/{visit.id}/sign-off", revision=found[1], **options)

    def says(self, words: str) -> bool:
        return words in html.unescape(re.sub(r"<[^>]+>", "", self.last))

    def _look(self, text: str) -> None:
        self.last = text
        token = re.search(r'name="csrf_token" value="([^"]+)"', text)
        if token:
            self.csrf = token[1]


class Desk:
    """A clinic with staff, browsers and visits."""

    def __init__(self, world: World, server: TestServer) -> None:
        self.world, self._server = world, server
        self._clients: list[TestClient[Any, Any]] = []

    def address(self, path: str) -> str:
        return str(self._server.make_url("/")).rstrip("/") + path

    async def member(self, *, role: str = "coordinator", clinic: Clinic | None = None, **changes: Any) -> StaffMember:
        clinic = clinic or await self.world.a_clinic()
        email = changes.pop("email", f"{uuid4().hex[:8]}@maple.example")
        name = changes.pop("name", "Maya Brooks")
        member = StaffMember(uuid4(), clinic.id, email, name, role, active=True, password_hash=STORED)
        async with self.world.wiring.unit_of_work() as uow:
            await uow.staff.add(member, self.world.clock.now())
            if changes:
                await uow.staff.update(member.id, **changes)
            await uow.commit()
        return member

    async def browser(self) -> Browser:
        client: TestClient[Any, Any] = TestClient(self._server, cookie_jar=CookieJar(unsafe=True))
        self._clients.append(client)
        return Browser(client)

    async def at_work(self, *, role: str = "coordinator", clinic: Clinic | None = None, **changes: Any) -> Browser:
        """A browser in which a new member of staff has logged in."""
        member = await self.member(role=role, clinic=clinic, **changes)
        browser = await self.browser()
        assert (await browser.log_in(member.email)).status == 303
        await browser.get("/account")
        return browser

    async def said(self, visit: Visit, text: str, **changes: Any) -> int:
        """Store what a patient wrote, as if its turn were over; return the message's id."""
        now = self.world.clock.now()
        conversation = await self.world.conversation(visit)
        message = Message(
            id=0,
            conversation_id=conversation.id,
            number_id=visit.number_id,
            provider_id=uuid4().hex,
            direction="in",
            channel="sms",
            purpose="answer",
            text=text,
            at=now,
            by="patient",
            language="en",
            processed_at=now,
        )
        async with self.world.wiring.unit_of_work() as uow:
            message_id = await uow.messages.add_inbound(message)
            await uow.visits.update(visit.id, started_at=now)
            await uow.conversations.save(conversation, now, progress=(1, 6))
            if changes:
                await uow.messages.update(message_id, **changes)
            await uow.commit()
        assert message_id is not None
        return message_id

    async def happened(self, visit: Visit, *events: Any, by: str = "patient") -> None:
        async with self.world.wiring.unit_of_work() as uow:
            await uow.agendas.append(visit.id, events, at=self.world.clock.now(), by=by)
            await uow.commit()

    async def flow_of(self, visit: Visit) -> Flow:
        conversation = await self.world.conversation(visit)
        async with self.world.wiring.unit_of_work() as uow:
            return await uow.conversations.flow(conversation.flow_version)

    async def ready_visit(self, *, words: str = KNEE, **changes: Any) -> Visit:
        """A visit whose patient said something and confirmed it: it waits for review."""
        visit = await self.world.a_visit(**changes)
        message_id = await self.said(visit, words)
        item = Item(1, (Quote(message_id, 0, min(27, len(words)), words[:27]),), category="symptom")
        goal = Answer("goal", "what_matters.goal", (Quote(message_id, 0, 2, words[:2]),))
        await self.happened(visit, ItemAdded(item), Answered(goal), Confirmed())
        await self.change(visit, confirmed_at=self.world.clock.now())
        return visit

    async def change(self, visit: Visit, **changes: Any) -> None:
        async with self.world.wiring.unit_of_work() as uow:
            await uow.visits.update(visit.id, **changes)
            await uow.commit()

    async def alert(
        self, visit: Visit, message_id: int, *, tier: str = "T1", state: str = "open", opinion: str | None = None
    ) -> Alert:
        now = self.world.clock.now()
        alert = Alert(
            uuid4(),
            visit.id,
            visit.clinic_id,
            message_id,
            tier,
            "chest_pain",
            "r",
            0,
            7,
            state,
            0,
            now,
            now,
            opinion=opinion,
        )
        async with self.world.wiring.unit_of_work() as uow:
            await uow.alerts.add(alert)
            await uow.commit()
        return alert

    async def task(self, visit: Visit, kind: str = "refill_request") -> Task:
        task = Task(uuid4(), visit.clinic_id, visit.id, None, kind, "open", self.world.clock.now())
        async with self.world.wiring.unit_of_work() as uow:
            await uow.tasks.add(task)
            await uow.commit()
        return task

    async def deliveries(self, visit: Visit) -> list[str]:
        """The states of the visit's deliveries, by version."""
        async with self.world.wiring.unit_of_work() as uow:
            return [delivery.state for delivery in await uow.deliveries.of_visit(visit.id)]

    async def audited(self) -> list[tuple[str, str, str]]:
        """(by, action, object) of everything noted so far."""
        async with self.world.wiring.engine.connect() as connection:
            rows = await connection.exec_driver_sql('select "by", action, object from audit order by id')
            return [(row[0], row[1], row[2]) for row in rows]

    async def close(self) -> None:
        for client in self._clients:
            await client.session.close()


@pytest_asyncio.fixture
async def desk(world: World) -> AsyncIterator[Desk]:
    server = TestServer(build_app(world.wiring))
    await server.start_server()
    made = Desk(world, server)
    yield made
    await made.close()
    await server.close()
