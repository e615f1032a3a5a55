"""What every repository works with: the open transaction and the vault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, RowMapping, Table, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import PrevisitError
from integrations.storage.encryption import Vault


class NotFound(PrevisitError):
    """No row has this id."""

    def __init__(self, what: str, which: object) -> None:
        super().__init__(f"There is no {what} {which}.")


class Repository:
    """Reads and writes one kind of thing in the transaction of its unit of work."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def _rows(self, query: Executable) -> Sequence[RowMapping]:
        return (await self._connection.execute(query)).mappings().all()

    async def _row(self, query: Executable) -> RowMapping | None:
        return (await self._connection.execute(query)).mappings().first()

    async def _one(self, table: Table, key: object, *, lock: bool = False) -> RowMapping:
        query = select(table).where(table.c.id == key)
        row = await self._row(query.with_for_update(key_share=True) if lock else query)
        if row is None:
            raise NotFound(table.name.rstrip("s"), key)
        return row

    async def _insert(self, table: Table, **values: Any) -> None:
        await self._connection.execute(table.insert().values(**values))

    async def _update(self, table: Table, key: object, **changes: Any) -> None:
        if changes:
            await self._connection.execute(update(table).where(table.c.id == key).values(**changes))


def place(column: str, key: UUID | int | str) -> str:
    """Name the place that a ciphertext is bound to: table, column and row."""
    return f"{column}:{key}"
