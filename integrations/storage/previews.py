"""What staff typed to try a flow out. They may have typed a patient's own words, so it is sealed."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.simulation.preview import Cue, Preview
from integrations.storage.rows import columns, record
from integrations.storage.session import Repository, place
from integrations.storage.tables import flow_previews


class SqlPreviews(Repository):
    async def find_or_add(self, preview: Preview) -> Preview:
        cues = self._sealed("cues", preview.id, [])
        values = {**columns(preview, "cues", "shown"), "sealed_cues": cues}
        await self._connection.execute(insert(flow_previews).values(**values).on_conflict_do_nothing())
        row = await self._row(_of_author(preview.clinic_id, preview.name, preview.by).with_for_update())
        return self._preview(row) if row is not None else preview

    async def get(self, preview_id: UUID) -> Preview:
        return self._preview(await self._one(flow_previews, preview_id))

    async def find(self, clinic_id: UUID, name: str, by: str) -> Preview | None:
        row = await self._row(_of_author(clinic_id, name, by))
        return self._preview(row) if row is not None else None

    async def ask(self, preview: Preview) -> None:
        sealed = self._sealed("cues", preview.id, [asdict(cue) for cue in preview.cues])
        whom = {name: getattr(preview, name) for name in ("language", "age", "visit_type", "team_topics", "channel")}
        await self._update(flow_previews, preview.id, **whom, sealed_cues=sealed, asked=preview.asked)

    async def show(self, preview_id: UUID, shown: dict[str, Any] | None, *, shown_for: int, revision: int) -> None:
        sealed = None if shown is None else self._sealed("shown", preview_id, shown)
        await self._update(flow_previews, preview_id, sealed_shown=sealed, shown_for=shown_for, revision=revision)

    async def forget(self, clinic_id: UUID, name: str) -> None:
        table = flow_previews.c
        of_flow = (table.clinic_id == clinic_id) & (table.name == name)
        await self._connection.execute(delete(flow_previews).where(of_flow))

    async def forget_before(self, at: datetime) -> None:
        await self._connection.execute(delete(flow_previews).where(flow_previews.c.at < at))

    def _preview(self, row: RowMapping) -> Preview:
        cues = tuple(Cue(**cue) for cue in self._opened("cues", row))
        shown = self._opened("shown", row) if row["sealed_shown"] is not None else None
        return record(Preview, row, cues=cues, shown=shown)

    def _sealed(self, column: str, preview_id: UUID, value: Any) -> bytes:
        return self._vault.seal(json.dumps(value, ensure_ascii=False).encode(), _place(column, preview_id))

    def _opened(self, column: str, row: RowMapping) -> Any:
        return json.loads(self._vault.open(row[f"sealed_{column}"], _place(column, row["id"])))


def _of_author(clinic_id: UUID, name: str, by: str) -> Select[Any]:
    table = flow_previews.c
    return select(flow_previews).where(table.clinic_id == clinic_id, table.name == name, table.by == by)


def _place(column: str, preview_id: UUID) -> str:
    return place(f"flow_previews.{column}", preview_id)
