"""What a person has to do."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from bot.ports import UnitOfWork
from bot.records import Task, Visit


async def add_task(uow: UnitOfWork, visit: Visit, kind: str, at: datetime, *, message_id: int | None = None) -> None:
    """Put something on the clinic's list, once as long as it is open."""
    open_kinds = {task.kind for task in await uow.tasks.of_visit(visit.id) if task.state == "open"}
    if kind not in open_kinds:
        await uow.tasks.add(Task(uuid4(), visit.clinic_id, visit.id, message_id, kind, "open", at))
