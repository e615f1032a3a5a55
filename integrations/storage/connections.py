"""How a clinic's own receivers are reached. Addresses and secrets are sealed; receipts and problems name no patient."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.sql.elements import ColumnElement

from bot.connections import KINDS, Connection, way_of
from bot.records import Connected
from integrations.storage.rows import record
from integrations.storage.session import Repository, place
from integrations.storage.tables import connections


class SqlConnections(Repository):
    async def of_clinic(self, clinic_id: UUID) -> Mapping[str, Connected]:
        rows = await self._rows(select(connections).where(connections.c.clinic_id == clinic_id))
        return {row["way"]: self._connected(row) for row in rows}

    async def find(self, connection_id: UUID) -> Connected | None:
        row = await self._row(select(connections).where(connections.c.id == connection_id))
        return self._connected(row) if row else None

    async def save(self, clinic_id: UUID, connection: Connection) -> None:
        way = way_of(connection)
        row = await self._row(select(connections).where(_this(clinic_id, way)).with_for_update())
        if row is None:
            key = uuid4()
            await self._insert(
                connections,
                id=key,
                clinic_id=clinic_id,
                way=way,
                sealed_settings=self._sealed(key, connection),
                revision=1,
            )
        else:
            sealed = self._sealed(row["id"], connection)
            await self._update(connections, row["id"], sealed_settings=sealed, revision=row["revision"] + 1)

    async def remove(self, clinic_id: UUID, way: str) -> None:
        await self._connection.execute(delete(connections).where(_this(clinic_id, way)))

    async def tried(
        self, connected: Connected, at: datetime, *, receipt: str | None = None, problem: str | None = None
    ) -> None:
        said = {"receipt": receipt, "problem": problem}
        await self._update(connections, connected.id, tried_revision=connected.revision, tried_at=at, **said)

    def _sealed(self, key: UUID, connection: Connection) -> bytes:
        return self._vault.seal(json.dumps(asdict(connection)).encode(), place("connections.settings", key))

    def _connected(self, row: RowMapping) -> Connected:
        settings = json.loads(self._vault.open(row["sealed_settings"], place("connections.settings", row["id"])))
        return record(Connected, row, connection=KINDS[row["way"]](**settings))


def _this(clinic_id: UUID, way: str) -> ColumnElement[bool]:
    return (connections.c.clinic_id == clinic_id) & (connections.c.way == way)
