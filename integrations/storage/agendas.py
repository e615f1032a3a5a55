"""Rows become agendas in one place: the fold of a visit's events, its quotes filled from the messages they point to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from bot.agenda.codec import from_json, to_json
from bot.agenda.events import Event, Recorded
from bot.agenda.fold import fold
from bot.agenda.model import Agenda
from integrations.storage.encryption import Vault
from integrations.storage.messages import SqlMessages
from integrations.storage.session import place
from integrations.storage.tables import agenda_events, messages
from integrations.storage.visits import OfVisit


class SqlAgendas(OfVisit):
    async def get(self, visit_id: UUID) -> Agenda:
        return reduce(fold, await self.history(visit_id), Agenda())

    async def history(self, visit_id: UUID) -> list[Recorded]:
        """Return everything that was ever done to this agenda, in order."""
        query = select(agenda_events).where(agenda_events.c.visit_id == visit_id).order_by(agenda_events.c.id)
        rows = await self._rows(query)
        if not rows:
            return []
        key = await self._key(visit_id)
        written = [json.loads(key.open(row["sealed_event"], _place(row["place"]))) for row in rows]
        texts = await self._texts(written)

        def words_of(message_id: int, start: int, end: int) -> str | None:
            text = texts.get(message_id)
            return None if text is None else text[start:end]

        return [
            Recorded(from_json(event, words_of), row["at"], row["by"]) for event, row in zip(written, rows, strict=True)
        ]

    async def append(self, visit_id: UUID, events: Sequence[Event], *, at: datetime, by: str) -> None:
        if not events:
            return
        key = await self._key(visit_id)
        rows = [self._row_of(visit_id, event, key) | {"at": at, "by": by} for event in events]
        await self._connection.execute(agenda_events.insert(), rows)

    def _row_of(self, visit_id: UUID, event: Event, key: Vault) -> dict[str, Any]:
        where, written = uuid4(), to_json(event)
        sealed = key.seal(json.dumps(written, ensure_ascii=False).encode(), _place(where))
        return {"visit_id": visit_id, "kind": written["kind"], "place": where, "sealed_event": sealed}

    async def _texts(self, written: Sequence[Any]) -> dict[int, str | None]:
        wanted = sorted({number for event in written for number in _quoted(event)})
        if not wanted:
            return {}
        reader = SqlMessages(self._connection, self._vault)
        return {m.id: m.text for m in await reader._messages(messages.c.id.in_(wanted))}


def _place(where: UUID) -> str:
    return place("agenda_events.event", where)


def _quoted(written: Any) -> Iterator[int]:
    """Yield the id of every message that a stored event quotes."""
    if isinstance(written, dict):
        if "message_id" in written:
            yield int(written["message_id"])
        written = list(written.values())
    if isinstance(written, list):
        for part in written:
            yield from _quoted(part)
