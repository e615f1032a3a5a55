"""Which processes work on this database: a stray one from somewhere else would take jobs without a word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from sqlalchemy import RowMapping, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from integrations.storage.tables import processes

FORGOTTEN_AFTER = timedelta(seconds=10)


async def note_alive(engine: AsyncEngine, name: str, kind: str, version: str, started_at: datetime) -> None:
    """Write that a process lives, and forget those that have been silent."""
    now = datetime.now(timezone.utc)
    row = {"name": name, "kind": kind, "version": version, "started_at": started_at, "seen_at": now}
    known = insert(processes).values(**row)
    async with engine.begin() as connection:
        await connection.execute(known.on_conflict_do_update(index_elements=["name"], set_={"seen_at": now}))
        await connection.execute(delete(processes).where(processes.c.seen_at < now - FORGOTTEN_AFTER))


async def alive(engine: AsyncEngine) -> Sequence[RowMapping]:
    """Return the processes seen lately, by kind."""
    since = datetime.now(timezone.utc) - FORGOTTEN_AFTER
    query = select(processes).where(processes.c.seen_at >= since).order_by(processes.c.kind, processes.c.name)
    async with engine.connect() as connection:
        return (await connection.execute(query)).mappings().all()
