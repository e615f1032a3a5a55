"""Which versions of its flows a clinic has published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import RowMapping, select

from bot.flow.drafting.release import Release, Target
from integrations.storage.rows import columns, record
from integrations.storage.session import Repository
from integrations.storage.tables import clinics, flow_releases


class SqlReleases(Repository):
    async def of_clinic(self, clinic_id: UUID) -> list[Release]:
        query = select(flow_releases).where(flow_releases.c.clinic_id == clinic_id)
        return [_release(row) for row in await self._rows(query.order_by(flow_releases.c.published_at.desc()))]

    async def lock(self, clinic_id: UUID) -> None:
        await self._one(clinics, clinic_id, lock=True)

    async def add(self, clinic_id: UUID, release: Release) -> None:
        values = {**columns(release, "target"), **columns(release.target)}
        await self._insert(flow_releases, clinic_id=clinic_id, **values)

    async def retire(self, release_id: UUID, at: datetime) -> None:
        await self._update(flow_releases, release_id, retired_at=at)


def _release(row: RowMapping) -> Release:
    return record(Release, row, target=record(Target, row))
