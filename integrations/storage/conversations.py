"""Conversations, their place in a flow, and the flow versions they are pinned to."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, func, select
from sqlalchemy.dialects.postgresql import insert

from bot.flow.library import parse_flow
from bot.flow.model import Flow, session_from_json
from bot.records import Conversation
from integrations.storage.rows import record
from integrations.storage.session import place
from integrations.storage.tables import conversations, flow_versions, visits
from integrations.storage.visits import OfVisit


class SqlConversations(OfVisit):
    async def get(self, conversation_id: UUID) -> Conversation:
        return await self._conversation(await self._one(conversations, conversation_id))

    async def lock(self, conversation_id: UUID) -> Conversation:
        return await self._conversation(await self._one(conversations, conversation_id, lock=True))

    async def of_visit(self, visit_id: UUID) -> Conversation | None:
        row = await self._row(select(conversations).where(conversations.c.visit_id == visit_id))
        return await self._conversation(row) if row else None

    async def add(self, conversation: Conversation, at: datetime) -> None:
        await self._insert(
            conversations,
            id=conversation.id,
            visit_id=conversation.visit_id,
            number_id=conversation.number_id,
            flow_version=conversation.flow_version,
            **await self._changing(conversation, at),
        )

    async def save(self, conversation: Conversation, at: datetime, *, progress: tuple[int, int]) -> None:
        changing = await self._changing(conversation, at)
        await self._update(conversations, conversation.id, **changing, answered=progress[0], asked_of=progress[1])

    async def update(self, conversation_id: UUID, **changes: Any) -> None:
        await self._update(conversations, conversation_id, **changes)

    async def by_version(self, clinic_id: UUID) -> dict[str, tuple[int, int]]:
        over = visits.c.closed_at.is_not(None) | (visits.c.status == "cancelled")
        counted = select(
            conversations.c.flow_version,
            func.count().filter(~over).label("on"),
            func.count().filter(over).label("over"),
        ).join(visits, visits.c.id == conversations.c.visit_id)
        query = counted.where(visits.c.clinic_id == clinic_id).group_by(conversations.c.flow_version)
        return {row["flow_version"]: (row["on"], row["over"]) for row in await self._rows(query)}

    async def by_shipped_flow(self, clinic_id: UUID, published: Collection[str]) -> dict[str, tuple[int, int]]:
        """Count, by the name of the flow, conversations on versions that the clinic has not published."""
        counted: dict[str, tuple[int, int]] = {}
        for version, (on, over) in (await self.by_version(clinic_id)).items():
            if version not in published:
                name = (await self._version(version))["name"]
                before = counted.get(name, (0, 0))
                counted[name] = (before[0] + on, before[1] + over)
        return counted

    async def flow(self, version: str) -> Flow:
        row = await self._version(version)
        return _parsed(row["content"], row["name"])

    async def flow_text(self, version: str) -> str:
        content: str = (await self._version(version))["content"]
        return content

    async def find_flow_text(self, version: str) -> str | None:
        row = await self._row(select(flow_versions).where(flow_versions.c.version == version))
        return row["content"] if row else None

    async def _version(self, version: str) -> RowMapping:
        row = await self._row(select(flow_versions).where(flow_versions.c.version == version))
        assert row is not None  # noqa: S101 - a foreign key keeps it
        return row

    async def pin_flow(self, flow: Flow, content: str, at: datetime) -> None:
        values = {"version": flow.version, "name": flow.name, "content": content, "created_at": at}
        await self._connection.execute(insert(flow_versions).values(**values).on_conflict_do_nothing())

    async def _changing(self, conversation: Conversation, at: datetime) -> dict[str, Any]:
        key = await self._key(conversation.visit_id)
        session = json.dumps(conversation.session.to_json(), ensure_ascii=False).encode()
        tracker = conversation.tracker
        return {
            "language": conversation.language,
            "channel": conversation.channel,
            "stage": conversation.session.stage.value,
            "failures": conversation.failures,
            "sealed_session": key.seal(session, place("conversations.session", conversation.id)),
            "sealed_tracker": key.seal(tracker, place("conversations.tracker", conversation.id)) if tracker else None,
            "updated_at": at,
        }

    async def _conversation(self, row: RowMapping) -> Conversation:
        key = await self._key(row["visit_id"])
        session = json.loads(key.open(row["sealed_session"], place("conversations.session", row["id"])))
        sealed = row["sealed_tracker"]
        tracker = key.open(sealed, place("conversations.tracker", row["id"])) if sealed else None
        return record(Conversation, row, session=session_from_json(session), tracker=tracker)


@lru_cache(maxsize=256)
def _parsed(content: str, name: str) -> Flow:
    """Reading a flow costs about 100 ms of CPU, and a stored version never changes."""
    return parse_flow(content, where=name)
