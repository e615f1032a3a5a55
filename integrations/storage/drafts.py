"""A clinic's drafts of its flows. Flows hold no patient words, so nothing here is sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from bot.flow.drafting.approval import Stage
from bot.flow.drafting.history import from_json, to_json
from bot.flow.drafting.open_draft import Made, OpenDraft
from integrations.storage.rows import columns, record
from integrations.storage.session import Repository
from integrations.storage.tables import flow_drafts, flow_edits


class SqlDrafts(Repository):
    async def of_clinic(self, clinic_id: UUID) -> list[OpenDraft]:
        query = _open(clinic_id).order_by(flow_drafts.c.name)
        return [await self._draft(row) for row in await self._rows(query)]

    async def find(self, clinic_id: UUID, name: str, *, lock: bool = False) -> OpenDraft | None:
        query = _open(clinic_id).where(flow_drafts.c.name == name)
        row = await self._row(query.with_for_update() if lock else query)
        return await self._draft(row) if row is not None else None

    async def add(self, draft: OpenDraft) -> None:
        values = {**columns(draft, "edits", "stage", "test_problems"), "stage": draft.stage.value}
        await self._connection.execute(insert(flow_drafts).values(**values).on_conflict_do_nothing())

    async def update(self, draft_id: UUID, **changes: Any) -> None:
        plain = {name: value.value if isinstance(value, Stage) else value for name, value in changes.items()}
        await self._update(flow_drafts, draft_id, **plain)

    async def set_tested(self, draft_id: UUID, revision: int, problems: Sequence[str]) -> None:
        found = json.dumps(problems, ensure_ascii=False)
        await self._update(flow_drafts, draft_id, tested_revision=revision, test_problems=found)

    async def get(self, draft_id: UUID) -> OpenDraft:
        return await self._draft(await self._one(flow_drafts, draft_id))

    async def add_edit(self, draft_id: UUID, made: Made) -> None:
        await self._connection.execute(delete(flow_edits).where(flow_edits.c.draft_id == draft_id, flow_edits.c.undone))
        edit = json.dumps(to_json(made.edit), ensure_ascii=False)
        await self._insert(flow_edits, draft_id=draft_id, edit=edit, **columns(made, "edit"))

    async def set_undone(self, draft_id: UUID, revision: int, undone: bool) -> None:
        one = (flow_edits.c.draft_id == draft_id) & (flow_edits.c.revision == revision)
        await self._connection.execute(update(flow_edits).where(one).values(undone=undone))

    async def _draft(self, row: RowMapping) -> OpenDraft:
        query = select(flow_edits).where(flow_edits.c.draft_id == row["id"]).order_by(flow_edits.c.revision)
        edits = tuple(_made(edit) for edit in await self._rows(query))
        problems = tuple(json.loads(row["test_problems"] or "[]"))
        return record(OpenDraft, row, stage=Stage(row["stage"]), edits=edits, test_problems=problems)


def _open(clinic_id: UUID) -> Select[Any]:
    return select(flow_drafts).where(flow_drafts.c.clinic_id == clinic_id, flow_drafts.c.closed_at.is_(None))


def _made(row: RowMapping) -> Made:
    return record(Made, row, edit=from_json(json.loads(row["edit"])))
