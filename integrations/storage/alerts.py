"""What a person must look at: alerts from danger signs, and tasks."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bot.records import Alert, Task
from integrations.storage.rows import columns, record
from integrations.storage.session import Repository
from integrations.storage.tables import alerts, tasks


class SqlAlerts(Repository):
    async def add(self, alert: Alert) -> None:
        await self._insert(alerts, **columns(alert))

    async def get(self, alert_id: UUID) -> Alert:
        return record(Alert, await self._one(alerts, alert_id))

    async def lock(self, alert_id: UUID) -> Alert:
        return record(Alert, await self._one(alerts, alert_id, lock=True))

    async def of_visit(self, visit_id: UUID) -> list[Alert]:
        query = select(alerts).where(alerts.c.visit_id == visit_id).order_by(alerts.c.message_id, alerts.c.created_at)
        return [record(Alert, row) for row in await self._rows(query)]

    async def open_of_clinic(self, clinic_id: UUID) -> list[Alert]:
        query = select(alerts).where(alerts.c.clinic_id == clinic_id, alerts.c.state == "open")
        return [record(Alert, row) for row in await self._rows(query.order_by(alerts.c.created_at))]

    async def due(self, at: datetime) -> list[UUID]:
        query = select(alerts.c.id).where(alerts.c.state == "open", alerts.c.next_page_at <= at)
        return [row["id"] for row in await self._rows(query)]

    async def update(self, alert_id: UUID, **changes: Any) -> None:
        await self._update(alerts, alert_id, **changes)


class SqlTasks(Repository):
    async def add(self, task: Task) -> None:
        await self._insert(tasks, **columns(task))

    async def get(self, task_id: UUID) -> Task:
        return record(Task, await self._one(tasks, task_id))

    async def lock(self, task_id: UUID) -> Task:
        return record(Task, await self._one(tasks, task_id, lock=True))

    async def of_visit(self, visit_id: UUID) -> list[Task]:
        query = select(tasks).where(tasks.c.visit_id == visit_id).order_by(tasks.c.created_at)
        return [record(Task, row) for row in await self._rows(query)]

    async def open_of_clinic(self, clinic_id: UUID) -> list[Task]:
        query = select(tasks).where(tasks.c.clinic_id == clinic_id, tasks.c.state == "open")
        return [record(Task, row) for row in await self._rows(query.order_by(tasks.c.created_at))]

    async def finish(self, task_id: UUID, by: str, at: datetime) -> None:
        await self._update(tasks, task_id, state="done", done_by=by, done_at=at)
