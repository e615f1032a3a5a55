"""Visits: who comes when, and how far the preparation is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outreach_times import (
    CLOSING_BEFORE,
    HOW_IT_WENT_AFTER,
    HOW_IT_WENT_WITHIN,
    INVITATION_BEFORE,
    REMINDER_AFTER,
)
from bot.records import Visit, VisitDetails
from bot.visit_state import Progress
from integrations.storage.encryption import Vault
from integrations.storage.progress import progress_of
from integrations.storage.rows import columns, packed, record, unpacked
from integrations.storage.session import NotFound, Repository, place
from integrations.storage.tables import conversations, visits

_SEALED = ("details",)


class SqlVisits(Repository):
    """Opens a visit's key once in a transaction: half of what a turn reads and writes is sealed under it."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        super().__init__(connection, vault)
        self._keys: dict[UUID, Vault] = {}

    async def get(self, visit_id: UUID) -> Visit:
        return self._visit(await self._one(visits, visit_id))

    async def lock(self, visit_id: UUID) -> Visit:
        return self._visit(await self._one(visits, visit_id, lock=True))

    async def called(self, visit_id: str) -> Visit | None:
        row = await self._row(select(visits).where(visits.c.visit_id == visit_id))
        return self._visit(row) if row else None

    async def of_clinic(self, clinic_id: UUID, *, since: datetime, until: datetime) -> list[Visit]:
        when = and_(visits.c.clinic_id == clinic_id, visits.c.starts_at >= since, visits.c.starts_at < until)
        return await self._visits(when)

    async def several(self, visit_ids: Sequence[UUID]) -> list[Visit]:
        return await self._visits(visits.c.id.in_(visit_ids)) if visit_ids else []

    async def progress(self, visit_ids: Sequence[UUID]) -> dict[UUID, Progress]:
        rows = await self._rows(progress_of(visit_ids)) if visit_ids else ()
        return {row["id"]: record(Progress, row) for row in rows}

    async def all_ids(self) -> list[UUID]:
        return [
            row["id"] for row in await self._rows(select(visits.c.id).order_by(visits.c.starts_at, visits.c.visit_id))
        ]

    async def of_number(self, number_id: UUID) -> list[Visit]:
        return await self._visits(visits.c.number_id == number_id)

    async def add(self, visit: Visit, at: datetime) -> None:
        sealed_key, key = self._vault.new_data_key(place("visits.data_key", visit.id))
        details = key.seal(packed(visit.details), place("visits.details", visit.id))
        await self._insert(
            visits, **columns(visit, *_SEALED), data_key=sealed_key, sealed_details=details, created_at=at
        )

    async def update(self, visit_id: UUID, **changes: Any) -> None:
        await self._update(visits, visit_id, **changes)

    async def save_details(self, visit_id: UUID, details: VisitDetails) -> None:
        key = await self.data_key(visit_id)
        await self._update(
            visits, visit_id, sealed_details=key.seal(packed(details), place("visits.details", visit_id))
        )

    async def due(self, what: str, at: datetime) -> list[UUID]:
        query = select(visits.c.id).outerjoin(conversations, conversations.c.visit_id == visits.c.id)
        return [row["id"] for row in await self._rows(query.where(_due(what, at)).order_by(visits.c.starts_at))]

    async def data_key(self, visit_id: UUID) -> Vault:
        """Open the visit's own key; NotFound once it has been destroyed."""
        if visit_id not in self._keys:
            row = await self._one(visits, visit_id)
            if row["data_key"] is None:
                raise NotFound("key of visit", visit_id)
            self._opened(row)
        return self._keys[visit_id]

    def _opened(self, row: RowMapping) -> Vault:
        key = self._vault.data_key(row["data_key"], place("visits.data_key", row["id"]))
        self._keys[row["id"]] = key
        return key

    async def _visits(self, where: ColumnElement[bool]) -> list[Visit]:
        query = select(visits).where(where).order_by(visits.c.starts_at, visits.c.visit_id)
        return [self._visit(row) for row in await self._rows(query)]

    def _visit(self, row: RowMapping) -> Visit:
        if row["data_key"] is None or row["sealed_details"] is None:
            return record(Visit, row, details=None)
        details = self._opened(row).open(row["sealed_details"], place("visits.details", row["id"]))
        return record(Visit, row, details=unpacked(VisitDetails, details))


class OfVisit(Repository):
    """Rows that are sealed under the key of the visit they belong to."""

    def __init__(self, connection: AsyncConnection, vault: Vault, visits: SqlVisits) -> None:
        super().__init__(connection, vault)
        self._visits = visits

    async def _key(self, visit_id: UUID) -> Vault:
        return await self._visits.data_key(visit_id)


def _due(what: str, at: datetime) -> ColumnElement[bool]:
    coming = and_(visits.c.status == "booked", visits.c.closed_at.is_(None))
    match what:
        case "invitation":
            return and_(
                coming,
                visits.c.consent_texting,
                visits.c.invited_at.is_(None),
                visits.c.started_at.is_(None),
                visits.c.starts_at <= at + INVITATION_BEFORE,
                visits.c.starts_at > at + CLOSING_BEFORE,
            )
        case "reminder":
            silent = or_(visits.c.started_at.is_(None), conversations.c.updated_at <= at - REMINDER_AFTER)
            return and_(
                coming,
                silent,
                visits.c.confirmed_at.is_(None),
                visits.c.reminded_at.is_(None),
                visits.c.invited_at <= at - REMINDER_AFTER,
                visits.c.starts_at > at + CLOSING_BEFORE,
            )
        case "closing":
            return and_(coming, visits.c.starts_at <= at + CLOSING_BEFORE, visits.c.starts_at > at - timedelta(days=2))
        case "after_visit":
            return and_(
                visits.c.status == "booked",
                visits.c.consent_texting,
                visits.c.started_at.is_not(None),
                visits.c.how_it_went_at.is_(None),
                visits.c.starts_at <= at - HOW_IT_WENT_AFTER,
                visits.c.starts_at > at - HOW_IT_WENT_WITHIN,
            )
    raise ValueError(f"Nothing called {what!r} falls due.")
