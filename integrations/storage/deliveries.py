"""Summaries on their way out, the payload kept as it was first made, so that every retry is byte for byte the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, select

from bot.records import Delivery
from integrations.storage.rows import columns, record
from integrations.storage.session import place
from integrations.storage.tables import deliveries, visits
from integrations.storage.visits import OfVisit


class SqlDeliveries(OfVisit):
    async def add(self, delivery: Delivery) -> None:
        key = await self._key(delivery.visit_id)
        sealed = key.seal(delivery.payload or b"", place("deliveries.payload", delivery.id))
        await self._insert(deliveries, **columns(delivery, "payload"), sealed_payload=sealed)

    async def lock(self, delivery_id: UUID) -> Delivery:
        return await self._delivery(await self._one(deliveries, delivery_id, lock=True))

    async def due(self, at: datetime) -> list[UUID]:
        query = select(deliveries.c.id).where(deliveries.c.state == "waiting", deliveries.c.not_before <= at)
        return [row["id"] for row in await self._rows(query)]

    async def of_visit(self, visit_id: UUID) -> list[Delivery]:
        query = select(deliveries).where(deliveries.c.visit_id == visit_id)
        rows = await self._rows(query.order_by(deliveries.c.version, deliveries.c.way))
        return [await self._delivery(row) for row in rows]

    async def troubled(self, clinic_id: UUID) -> list[Delivery]:
        failed = (deliveries.c.state == "failed") | ((deliveries.c.state == "waiting") & (deliveries.c.attempts > 0))
        latest = deliveries.c.version == visits.c.summary_version
        of_clinic = select(deliveries).join(visits, visits.c.id == deliveries.c.visit_id)
        query = of_clinic.where(visits.c.clinic_id == clinic_id, failed, latest).order_by(visits.c.starts_at)
        return [record(Delivery, row, payload=None) for row in await self._rows(query)]

    async def update(self, delivery_id: UUID, **changes: Any) -> None:
        await self._update(deliveries, delivery_id, **changes)

    async def _delivery(self, row: RowMapping) -> Delivery:
        key = await self._key(row["visit_id"])
        payload = key.open(row["sealed_payload"], place("deliveries.payload", row["id"]))
        return record(Delivery, row, payload=payload)
