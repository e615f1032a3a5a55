"""A file of visits on its way in: read, held against the clock and against what is known, and stored whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.ports import Clock, UnitOfWork
from bot.services.import_visits import ImportResult, import_visits
from bot.services.visit_rows import BadRow, VisitRow
from integrations.scheduling.csv_file import read_csv

# An export of the night still holds who walked in during the day, booked and seen since the export before it.
STILL_NEWS = timedelta(hours=24)


async def take_in(data: bytes, units: Callable[[], UnitOfWork], clock: Clock) -> ImportResult:
    """Store every visit of a file, or raise ImportRefused with every bad row."""
    rows, bad = read_csv(data, clock.now())
    return await import_visits(rows, units(), clock, bad=[*bad, *await _long_over(rows, units(), clock.now())])


async def _long_over(rows: Sequence[VisitRow], uow: UnitOfWork, now: datetime) -> list[BadRow]:
    """A new visit in the past is most often a typing error; one that is known has simply taken place since."""
    old = [row for row in rows if row.starts_at < now - STILL_NEWS and row.status != "cancelled"]
    async with uow:
        return [
            BadRow(row.row, "starts_at", "is in the past; correct it, or leave the visit out")
            for row in old
            if await uow.visits.called(row.visit_id) is None
        ]
