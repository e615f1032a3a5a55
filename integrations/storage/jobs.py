"""Jobs written in the transaction that makes them necessary: signed and queued, or neither."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

from procrastinate import App
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


class SqlJobs:
    def __init__(self, connection: AsyncConnection, app: App) -> None:
        self._connection = connection
        self._app = app

    async def defer(
        self,
        task: str,
        *,
        lock: str | None = None,
        at: datetime | None = None,
        seconds: float | None = None,
        **ids: Any,
    ) -> None:
        # procrastinate wants psycopg's own connection, not SQLAlchemy's wrapper; the NOTIFY then leaves at commit.
        driver = (await self._connection.get_raw_connection()).driver_connection
        when = datetime.now(timezone.utc) + timedelta(seconds=seconds) if seconds else at
        queue = self._app.tasks[task].queue
        job = self._app.configure_task(task, lock=lock, schedule_at=when, queue=queue, connection=driver)
        await job.defer_async(**ids)

    async def waits(self, task: str, **ids: Any) -> bool:
        query = text(
            "select exists (select from procrastinate_jobs where task_name = :task and status in ('todo', 'doing')"
            " and args @> cast(:ids as jsonb))"
        )
        return bool((await self._connection.execute(query, {"task": task, "ids": json.dumps(ids)})).scalar())
