"""The event stream of a conversation: each message once, in order, and where the conversation stands."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import structlog
from aiohttp import web

from bot.records import ChatLink
from bot.services.links import LinkNotFound
from integrations.web.chat.gate import opened, opened_link
from integrations.web.chat.view import Chat, State, plain, read_chat
from integrations.web.keys import CHANGES, WIRING

log = structlog.get_logger(__name__)

HEARTBEAT = 15.0  # seconds; below the idle limits of proxies
POLL = 2.0  # seconds between looks while nobody tells us of changes
RETRY_MS = 2000
MOST_STREAMS = 6  # of one link, which one person has open


class _Sent:
    """What one stream has told its page."""

    def __init__(self, after: int) -> None:
        self._after = after
        self._ids: set[int] | None = None
        self._state: State | None = None

    def news(self, chat: Chat) -> Iterator[str]:
        """Yield the events that bring the page up to date."""
        if self._ids is None:
            self._ids = {m.id for m in chat.messages if m.id <= self._after}
        for message in chat.messages:
            if message.id not in self._ids:  # ids may be committed out of order: do not compare with the last one
                self._ids.add(message.id)
                yield _event("message", plain(message), message.id)
        if chat.state != self._state:
            self._state = chat.state
            yield _event("state", plain(chat.state))


async def get_events(request: web.Request) -> web.StreamResponse:
    """Stream events until the page goes away, its session ends or the process stops."""
    link, sent = await opened_link(request), _Sent(_after(request))
    if request.app[CHANGES].watchers(link.conversation_id) >= MOST_STREAMS:
        raise web.HTTPTooManyRequests(headers={"Retry-After": "5"})
    with request.app[CHANGES].watch(link.conversation_id) as woken:
        chat = await _read(request, link)  # fails while an error can still be answered
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
        await response.prepare(request)
        try:
            await _follow(request, response, link, woken, sent, chat)
        except (ConnectionError, LinkNotFound):
            pass  # the page has gone, or nobody may see it any more
        except Exception as error:
            log.warning("stream_ended", error=type(error).__name__)  # the page comes back
    return response


async def _follow(
    request: web.Request,
    response: web.StreamResponse,
    link: ChatLink,
    woken: asyncio.Event,
    sent: _Sent,
    chat: Chat,
) -> None:
    changes = request.app[CHANGES]
    await response.write(f"retry: {RETRY_MS}\n\n".encode())
    while True:
        for event in sent.news(chat):
            await response.write(event.encode())
        if not await _is_set(woken, HEARTBEAT if changes.listening else POLL):
            await response.write(b": still here\n\n")
        if changes.closing or not await opened(request, link):
            return
        woken.clear()
        chat = await _read(request, link)


async def _read(request: web.Request, link: ChatLink) -> Chat:
    return await read_chat(link.conversation_id, request.app[WIRING].unit_of_work())


async def _is_set(woken: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(woken.wait(), seconds)
    except asyncio.TimeoutError:
        return False
    return True


def _after(request: web.Request) -> int:
    """Return the id of the last message the page has: a browser that comes back says it in a header."""
    given = request.headers.get("Last-Event-ID") or request.query.get("after", "")
    return int(given) if given.isdecimal() and len(given) < 19 else 0


def _event(kind: str, data: dict[str, Any], id: int | None = None) -> str:
    head = f"id: {id}\n" if id is not None else ""
    return f"{head}event: {kind}\ndata: {json.dumps(data)}\n\n"
