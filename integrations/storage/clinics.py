"""Clinics and the people who work there."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import RowMapping, delete, func, select, update

from bot.clinics import PRACTICE
from bot.records import Clinic, ClinicSettings, StaffMember
from integrations.storage.rows import packed, record, unpacked
from integrations.storage.session import Repository, place
from integrations.storage.tables import clinics, staff, staff_sessions


class SqlClinics(Repository):
    async def get(self, clinic_id: UUID) -> Clinic:
        return self._clinic(await self._one(clinics, clinic_id))

    async def named(self, name: str) -> Clinic | None:
        row = await self._row(select(clinics).where(clinics.c.name == name))
        return self._clinic(row) if row else None

    async def all(self) -> list[Clinic]:
        """Return every clinic by name, the one for practice last: what is nobody's goes to the first."""
        by_name = select(clinics).order_by(clinics.c.name == PRACTICE, clinics.c.name)
        return [self._clinic(row) for row in await self._rows(by_name)]

    async def first_at(self) -> datetime | None:
        first: datetime | None = (await self._connection.execute(select(func.min(clinics.c.created_at)))).scalar()
        return first

    async def add(self, name: str, settings: ClinicSettings, at: datetime) -> Clinic:
        clinic = Clinic(uuid4(), name, settings)
        await self._insert(
            clinics, id=clinic.id, name=name, sealed_settings=self._sealed(clinic.id, settings), created_at=at
        )
        return clinic

    async def save(self, clinic_id: UUID, settings: ClinicSettings) -> None:
        await self._update(clinics, clinic_id, sealed_settings=self._sealed(clinic_id, settings))

    def _sealed(self, clinic_id: UUID, settings: ClinicSettings) -> bytes:
        return self._vault.seal(packed(settings), place("clinics.settings", clinic_id))

    def _clinic(self, row: RowMapping) -> Clinic:
        settings = self._vault.open(row["sealed_settings"], place("clinics.settings", row["id"]))
        return Clinic(row["id"], row["name"], unpacked(ClinicSettings, settings))


class SqlStaff(Repository):
    async def get(self, staff_id: UUID) -> StaffMember:
        return self._member(await self._one(staff, staff_id))

    async def lock(self, staff_id: UUID) -> StaffMember:
        return self._member(await self._one(staff, staff_id, lock=True))

    async def with_email(self, email: str) -> StaffMember | None:
        prints = self._vault.fingerprints(_plain(email))
        row = await self._row(select(staff).where(staff.c.email_fingerprint.in_(prints)))
        return self._member(row) if row else None

    async def of_clinic(self, clinic_id: UUID) -> list[StaffMember]:
        query = select(staff).where(staff.c.clinic_id == clinic_id).order_by(staff.c.created_at)
        return [self._member(row) for row in await self._rows(query)]

    async def add(self, member: StaffMember, at: datetime) -> None:
        await self._insert(
            staff,
            id=member.id,
            clinic_id=member.clinic_id,
            email_fingerprint=self._vault.fingerprint(_plain(member.email)),
            sealed_profile=self._profile(member.id, member.email, member.name),
            role=member.role,
            active=member.active,
            password_hash=member.password_hash,
            created_at=at,
        )

    async def update(self, staff_id: UUID, **changes: Any) -> None:
        await self._update(staff, staff_id, **changes)

    async def with_token(self, token_hash: bytes, at: datetime) -> StaffMember | None:
        row = await self._row(select(staff).where(staff.c.token_hash == token_hash, staff.c.token_expires_at > at))
        return self._member(row) if row else None

    async def add_session(self, id_hash: bytes, staff_id: UUID, csrf_token: str, at: datetime) -> None:
        await self._insert(
            staff_sessions, id_hash=id_hash, staff_id=staff_id, csrf_token=csrf_token, created_at=at, seen_at=at
        )

    async def session(self, id_hash: bytes) -> tuple[UUID, str, datetime, datetime] | None:
        row = await self._row(select(staff_sessions).where(staff_sessions.c.id_hash == id_hash))
        return (row["staff_id"], row["csrf_token"], row["created_at"], row["seen_at"]) if row else None

    async def touch_session(self, id_hash: bytes, at: datetime) -> None:
        await self._connection.execute(
            update(staff_sessions).where(staff_sessions.c.id_hash == id_hash).values(seen_at=at)
        )

    async def end_sessions(self, staff_id: UUID) -> None:
        await self._connection.execute(delete(staff_sessions).where(staff_sessions.c.staff_id == staff_id))

    async def end_session(self, id_hash: bytes) -> None:
        await self._connection.execute(delete(staff_sessions).where(staff_sessions.c.id_hash == id_hash))

    def _profile(self, staff_id: UUID, email: str, name: str) -> bytes:
        return self._vault.seal(json.dumps({"email": email, "name": name}).encode(), place("staff.profile", staff_id))

    def _member(self, row: RowMapping) -> StaffMember:
        profile = json.loads(self._vault.open(row["sealed_profile"], place("staff.profile", row["id"])))
        return record(StaffMember, row, email=profile["email"], name=profile["name"])


def _plain(email: str) -> str:
    return email.strip().casefold()
