"""Links to the web chat, kept as hashes, and the browsers that have opened one with the right date of birth."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.records import ChatLink
from integrations.storage.rows import columns, record
from integrations.storage.session import Repository
from integrations.storage.tables import chat_links, chat_sessions


class SqlChatLinks(Repository):
    async def add(self, link: ChatLink, token_hash: bytes, at: datetime) -> None:
        await self._insert(chat_links, **columns(link), token_hash=token_hash, created_at=at)

    async def with_token(self, token_hash: bytes) -> ChatLink | None:
        row = await self._row(select(chat_links).where(chat_links.c.token_hash == token_hash))
        return record(ChatLink, row) if row else None

    async def lock(self, link_id: UUID) -> ChatLink:
        return record(ChatLink, await self._one(chat_links, link_id, lock=True))

    async def update(self, link_id: UUID, **changes: Any) -> None:
        await self._update(chat_links, link_id, **changes)

    async def add_session(self, id_hash: bytes, link_id: UUID, at: datetime, expires_at: datetime) -> None:
        await self._insert(chat_sessions, id_hash=id_hash, link_id=link_id, created_at=at, expires_at=expires_at)

    async def session(self, id_hash: bytes, at: datetime) -> UUID | None:
        query = select(chat_sessions.c.link_id).where(
            chat_sessions.c.id_hash == id_hash, chat_sessions.c.expires_at > at
        )
        row = await self._row(query)
        return row["link_id"] if row else None
