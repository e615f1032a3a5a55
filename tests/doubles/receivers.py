"""Receivers of summaries on loopback: a webhook, an interface engine and a mail server that hold what they took."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import Any

import hl7
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiosmtpd.controller import Controller
from hl7.mllp import start_hl7_server


@dataclass
class Hook:
    """Takes a summary once for each webhook-id. status: what it answers from now on; answer: the body of a success."""

    url: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    answer: str = "{}"
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def held(self) -> dict[str, bytes]:
        return {headers["webhook-id"]: body for headers, body in self.requests}

    async def handle(self, request: web.Request) -> web.Response:
        body = await request.read()
        if self.status < 300:
            self.requests.append(({name.lower(): value for name, value in request.headers.items()}, body))
        return web.Response(status=self.status, headers=self.headers, text=self.answer)


@asynccontextmanager
async def a_hook() -> AsyncIterator[Hook]:
    hook, app = Hook(), web.Application()
    app.router.add_post("/previsit", hook.handle)
    async with TestServer(app) as server:
        hook.url = str(server.make_url("/previsit"))
        yield hook


@dataclass
class Engine:
    """Reads messages with the library hl7. answers: an acknowledgement code for each message to come, AA without one.

    A code may be `silent`, `hang-up`, `half`, `wrong-id` or `nonsense`.
    """

    port: int = 0
    answers: list[str] = field(default_factory=list)
    received: list[hl7.Message] = field(default_factory=list)
    held: dict[str, hl7.Message] = field(default_factory=dict)  # by control id

    async def serve(self, reader: Any, writer: Any) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                message = await reader.readmessage()
                await self._answer(message, writer)

    async def _answer(self, message: hl7.Message, writer: Any) -> None:
        self.received.append(message)
        code = self.answers.pop(0) if self.answers else "AA"
        control = str(message.segment("MSH")[10])
        if code in ("AA", "CA", "wrong-id"):
            self.held[control] = message
        match code:
            case "silent":
                return
            case "hang-up":
                writer.close()
            case "half":
                writer.write(b"\x0bMSH|^~\\&|X")
                writer.close()
            case "nonsense":
                writer.write(b"\x0bthank you\x1c\r")
            case "wrong-id":
                writer.write(b"\x0b" + _ack("AA", "ANOTHER") + b"\x1c\r")
            case _:
                writer.write(b"\x0b" + _ack(code, control) + b"\x1c\r")


def _ack(code: str, control: str) -> bytes:
    return f"MSH|^~\\&|ENGINE|H|PREVISIT||20261201||ACK|1|P|2.5.1\rMSA|{code}|{control}|knee Lopez\r".encode()


@asynccontextmanager
async def an_engine(**options: Any) -> AsyncIterator[Engine]:
    engine = Engine()
    server = await start_hl7_server(engine.serve, "127.0.0.1", 0, encoding="utf-8", **options)
    engine.port = server.sockets[0].getsockname()[1]
    try:
        yield engine
    finally:
        server.close()


@dataclass
class Post:
    """refusal: what it answers to a mail from now on."""

    url: str = ""
    refusal: str = ""
    mails: list[Any] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refusal:
            return self.refusal
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    @property
    def held(self) -> dict[str, Any]:
        return {str(mail["Message-ID"]).strip("<>").partition("@")[0]: mail for mail in self.mails}


@contextmanager
def a_post() -> Iterator[Post]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    post = Post(f"smtp://127.0.0.1:{port}")
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
