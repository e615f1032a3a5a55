"""Messages, each under a key of its own, so that erasing one is real."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, and_, exists, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.records import Message
from integrations.storage.rows import columns, record
from integrations.storage.session import Repository, place
from integrations.storage.tables import message_ids, messages

UNSOLICITED = ("invitation", "reminder", "after_visit")
CHANNEL = "conversation"  # of NOTIFY: a conversation has a new message; the payload is its id
_WAITS_TO_BE_SENT = and_(messages.c.direction == "out", messages.c.status == "waiting")
_WAITS_FOR_A_TURN = and_(messages.c.direction == "in", messages.c.processed_at.is_(None))


class SqlMessages(Repository):
    async def add_inbound(self, message: Message) -> int | None:
        return await self._add(message)

    async def add_outbound(self, message: Message) -> int:
        added = await self._add(message)
        assert added is not None  # noqa: S101 - an outbound text has no provider id yet, so nothing can conflict
        return added

    async def get(self, message_id: int) -> Message:
        return self._message(await self._one(messages, message_id))

    async def lock(self, message_id: int) -> Message:
        return self._message(await self._one(messages, message_id, lock=True))

    async def by_provider_id(self, provider_id: str) -> Message | None:
        row = await self._row(select(messages).where(messages.c.provider_id == provider_id))
        return self._message(row) if row else None

    async def waiting(self, conversation_id: UUID) -> list[Message]:
        return await self._messages(and_(messages.c.conversation_id == conversation_id, _WAITS_FOR_A_TURN))

    async def just_before(self, message: Message, since: datetime, most: int) -> list[Message]:
        of_number = and_(messages.c.number_id == message.number_id, messages.c.direction == "in")
        earlier = and_(of_number, messages.c.id < message.id, messages.c.at >= since)
        rows = await self._rows(select(messages).where(earlier).order_by(messages.c.id.desc()).limit(most))
        return [self._message(row) for row in reversed(rows)]

    async def ages_of_waiting(self, conversation_id: UUID) -> tuple[float, float] | None:
        arrived, mine = messages.c.arrived_at, and_(messages.c.conversation_id == conversation_id, _WAITS_FOR_A_TURN)
        age = func.extract("epoch", func.clock_timestamp() - arrived)
        by_text = mine & (messages.c.channel == "sms")
        row = (await self._connection.execute(select(func.max(age), func.min(age)).where(by_text))).one()
        return None if row[0] is None else (float(row[0]), float(row[1]))

    async def of_conversation(self, conversation_id: UUID, *, after: int = 0) -> list[Message]:
        return await self._messages(and_(messages.c.conversation_id == conversation_id, messages.c.id > after))

    async def of_number(self, number_id: UUID) -> list[Message]:
        return await self._messages(messages.c.number_id == number_id)

    async def talk_since(self, number_id: UUID, since: datetime) -> UUID | None:
        theirs = and_(messages.c.direction == "in", messages.c.conversation_id.is_not(None))
        told = or_(theirs, messages.c.purpose.in_(UNSOLICITED))
        lately = and_(messages.c.number_id == number_id, messages.c.at >= since)
        query = select(messages.c.direction, messages.c.conversation_id).where(lately, told)
        last = await self._row(query.order_by(messages.c.id.desc()).limit(1))
        return last["conversation_id"] if last and last["direction"] == "in" else None

    async def of_number_without_conversation(self, number_id: UUID) -> list[Message]:
        unplaced = and_(messages.c.conversation_id.is_(None), _WAITS_FOR_A_TURN)
        return await self._messages(and_(messages.c.number_id == number_id, unplaced))

    async def update(self, message_id: int, **changes: Any) -> None:
        await self._update(messages, message_id, **changes)

    async def mark_processed(self, message_ids: Sequence[int], at: datetime) -> None:
        await self._change(messages.c.id.in_(message_ids), processed_at=at)

    async def cancel_waiting(self, number_id: UUID, *, but: Collection[str] = ()) -> None:
        others = messages.c.purpose.not_in(but)
        await self._change(and_(messages.c.number_id == number_id, _WAITS_TO_BE_SENT, others), status="cancelled")

    async def unsolicited_since(self, number_id: UUID, since: datetime) -> list[datetime]:
        unasked = and_(messages.c.number_id == number_id, messages.c.purpose.in_(UNSOLICITED), messages.c.at >= since)
        left = messages.c.status.not_in(("cancelled", "failed"))
        return [row["at"] for row in await self._rows(select(messages.c.at).where(unasked, left))]

    async def told_since(self, number_id: UUID, purpose: str, since: datetime) -> bool:
        told = and_(messages.c.number_id == number_id, messages.c.purpose == purpose, messages.c.at >= since)
        return bool((await self._connection.execute(select(exists().where(told)))).scalar())

    async def left_behind(self, before: datetime) -> list[UUID]:
        query = select(messages.c.conversation_id).where(_WAITS_FOR_A_TURN, messages.c.arrived_at < before).distinct()
        rows = await self._rows(query.where(messages.c.conversation_id.is_not(None)))
        return [row["conversation_id"] for row in rows]

    async def ahead_of(self, message: Message) -> bool:
        earlier = and_(
            messages.c.number_id == message.number_id, messages.c.id < message.id, messages.c.channel == "sms"
        )
        return bool((await self._connection.execute(select(exists().where(earlier, _WAITS_TO_BE_SENT)))).scalar())

    async def erase(self, message_id: int, at: datetime) -> None:
        await self._update(messages, message_id, data_key=None, sealed_text=None, erased_at=at)

    async def _change(self, where: ColumnElement[bool], **changes: Any) -> None:
        await self._connection.execute(update(messages).where(where).values(**changes))

    async def _add(self, message: Message) -> int | None:
        key = int((await self._connection.execute(select(message_ids.next_value()))).scalar_one())
        sealed_key, data_key = self._vault.new_data_key(place("messages.data_key", key))
        values = columns(message, "id", "text", "arrived_at") | {
            "id": key,
            "data_key": sealed_key,
            "sealed_text": data_key.seal((message.text or "").encode(), place("messages.text", key)),
            "in_reply_to": list(message.in_reply_to),
        }
        query = insert(messages).values(**values).on_conflict_do_nothing(index_elements=["provider_id"])
        added = (await self._connection.execute(query.returning(messages.c.id))).scalar()
        if added is not None and message.conversation_id is not None:
            await self._connection.execute(select(func.pg_notify(CHANNEL, str(message.conversation_id))))
        return added

    async def _messages(self, where: ColumnElement[bool]) -> list[Message]:
        return [self._message(row) for row in await self._rows(select(messages).where(where).order_by(messages.c.id))]

    def _message(self, row: RowMapping) -> Message:
        return record(Message, row, text=self._text(row), in_reply_to=tuple(row["in_reply_to"]))

    def _text(self, row: RowMapping) -> str | None:
        if row["data_key"] is None or row["sealed_text"] is None:
            return None
        key = self._vault.data_key(row["data_key"], place("messages.data_key", row["id"]))
        return key.open(row["sealed_text"], place("messages.text", row["id"])).decode()
