"""Trials of flows by a made-up crowd. Nobody real said any of it, so nothing here is sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.dialects.postgresql import insert

from bot.simulation.talk import Outcome, Result
from bot.simulation.trial import Told, Trial
from integrations.storage.rows import columns, record
from integrations.storage.session import Repository
from integrations.storage.tables import flow_trials, trial_talks


class SqlTrials(Repository):
    async def add(self, trial: Trial) -> None:
        await self._insert(flow_trials, **columns(trial))

    async def get(self, trial_id: UUID) -> Trial:
        return record(Trial, await self._one(flow_trials, trial_id))

    async def last(self, clinic_id: UUID, name: str) -> Trial | None:
        of_flow = select(flow_trials).where(flow_trials.c.clinic_id == clinic_id, flow_trials.c.name == name)
        row = await self._row(of_flow.order_by(flow_trials.c.at.desc()).limit(1))
        return record(Trial, row) if row is not None else None

    async def end(self, trial_id: UUID, how: str) -> None:
        await self._update(flow_trials, trial_id, ended=how)

    async def talked(self, trial_id: UUID) -> list[int]:
        numbers = select(trial_talks.c.number).where(trial_talks.c.trial_id == trial_id).distinct()
        return [row["number"] for row in await self._rows(numbers)]

    async def tell(self, trial_id: UUID, told: Sequence[Told]) -> None:
        if told:
            rows = [_row(trial_id, one) for one in told]
            await self._connection.execute(insert(trial_talks).values(rows).on_conflict_do_nothing())

    async def told(self, trial_id: UUID) -> list[Told]:
        query = select(trial_talks).where(trial_talks.c.trial_id == trial_id)
        return [Told(row["file"], row["number"], _result(row)) for row in await self._rows(query)]

    async def forget_before(self, at: datetime) -> None:
        old = select(flow_trials.c.id).where(flow_trials.c.at < at)
        await self._connection.execute(delete(trial_talks).where(trial_talks.c.trial_id.in_(old)))
        await self._connection.execute(delete(flow_trials).where(flow_trials.c.at < at))


def _row(trial_id: UUID, told: Told) -> dict[str, Any]:
    result = json.dumps(asdict(told.result), ensure_ascii=False)
    return {"trial_id": trial_id, "file": told.file, "number": told.number, "result": result}


def _result(row: RowMapping) -> Result:
    stored = json.loads(row["result"])
    lists = {name: tuple(stored[name]) for name in ("asked_again", "asked", "lost") if name in stored}
    return Result(**{**stored, **lists, "outcome": Outcome(stored["outcome"])})
