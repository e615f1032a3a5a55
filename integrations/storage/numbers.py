"""Phone numbers: found by keyed hash, kept sealed, with the ledger of what their owners consented to."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import RowMapping, func, select
from sqlalchemy.dialects.postgresql import insert

from bot.records import Number
from integrations.storage.rows import record
from integrations.storage.session import Repository, place
from integrations.storage.tables import consents, numbers


class SqlNumbers(Repository):
    async def get(self, number_id: UUID) -> Number:
        return self._number(await self._one(numbers, number_id))

    async def find(self, e164: str) -> Number | None:
        row = await self._row(select(numbers).where(numbers.c.fingerprint.in_(self._vault.fingerprints(e164))))
        return self._number(row) if row else None

    async def find_or_add(self, e164: str, at: datetime) -> Number:
        known = await self.find(e164)
        if known:
            return known
        key = uuid4()
        sealed = self._vault.seal(e164.encode(), place("numbers.number", key))
        values = {"id": key, "fingerprint": self._vault.fingerprint(e164), "sealed_number": sealed, "created_at": at}
        await self._connection.execute(insert(numbers).values(**values).on_conflict_do_nothing())
        found = await self.find(e164)
        assert found is not None  # noqa: S101 - inserted just now, by us or by a request beside us
        return found

    async def lock(self, number_id: UUID) -> None:
        await self._connection.execute(select(func.pg_advisory_xact_lock(number_id.int & 0x7FFF_FFFF_FFFF_FFFF)))

    async def update(self, number_id: UUID, **changes: Any) -> None:
        await self._update(numbers, number_id, **changes)

    async def record_consent(
        self,
        number_id: UUID,
        what: str,
        how: str,
        by: str,
        at: datetime,
        *,
        visit_id: UUID | None = None,
        wording: str | None = None,
    ) -> None:
        await self._insert(
            consents, number_id=number_id, what=what, how=how, by=by, at=at, visit_id=visit_id, wording=wording
        )

    def _number(self, row: RowMapping) -> Number:
        e164 = self._vault.open(row["sealed_number"], place("numbers.number", row["id"])).decode()
        return record(Number, row, e164=e164)
