"""Tells open event streams that their conversation has something new: one listening connection for the whole process."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

import psycopg
import structlog
from sqlalchemy import make_url

from integrations.storage.messages import CHANNEL

log = structlog.get_logger(__name__)

CONNECT_SECONDS, AGAIN_AFTER = 5, 1.0


class Changes:
    """Wakes whoever watches a conversation when a message of it is committed."""

    def __init__(self, database_url: str) -> None:
        self._address = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._watching: dict[UUID, set[asyncio.Event]] = defaultdict(set)
        self.listening = False
        self.closing = False

    @contextmanager
    def watch(self, conversation_id: UUID) -> Iterator[asyncio.Event]:
        """Give an event that is set whenever the conversation may have changed; clear it before you look."""
        woken = asyncio.Event()
        self._watching[conversation_id].add(woken)
        try:
            yield woken
        finally:
            self._watching[conversation_id].discard(woken)
            if not self._watching[conversation_id]:
                del self._watching[conversation_id]

    def watchers(self, conversation_id: UUID) -> int:
        return len(self._watching.get(conversation_id, ()))

    async def listen(self) -> None:
        """Listen until cancelled, and again after a lost connection; watchers are woken to see what was missed."""
        while True:
            try:
                await self._listen_once()
            except (psycopg.Error, OSError) as error:
                log.warning("listening_lost", error=type(error).__name__)
            finally:
                self.listening = False
            await asyncio.sleep(AGAIN_AFTER)

    async def _listen_once(self) -> None:
        connecting = psycopg.AsyncConnection.connect(
            self._address, autocommit=True, connect_timeout=CONNECT_SECONDS, keepalives_idle=20
        )
        async with await connecting as connection:
            await connection.execute(f"listen {CHANNEL}")
            self.listening = True
            self._wake_all()
            async for notice in connection.notifies():
                self._wake(notice.payload)

    def _wake(self, conversation_id: str) -> None:
        with suppress(ValueError):
            for woken in self._watching.get(UUID(conversation_id), ()):
                woken.set()

    def _wake_all(self) -> None:
        for watchers in self._watching.values():
            for woken in watchers:
                woken.set()

    def close(self) -> None:
        """Make every stream end, so that the process can."""
        self.closing = True
        self._wake_all()
