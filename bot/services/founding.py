"""The first account of a clinic: everybody else is invited from inside."""

from __future__ import annotations

from uuid import uuid4

from bot.errors import PrevisitError
from bot.ports import Clock, UnitOfWork
from bot.records import ClinicSettings, StaffMember
from bot.services.accounts import new_link


class ClinicExists(PrevisitError):
    """There is a clinic of this name, with an admin of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a clinic called {name!r} already. Its admins invite others on the accounts page.")


async def found_clinic(name: str, email: str, admin_name: str, uow: UnitOfWork, clock: Clock) -> str:
    """Make a clinic with an empty set-up and its first admin; return the token of the link that sets the password."""
    now = clock.now()
    async with uow:
        if await uow.clinics.named(name) is not None:
            raise ClinicExists(name)
        clinic = await uow.clinics.add(name, ClinicSettings(), now)
        admin = StaffMember(uuid4(), clinic.id, email, admin_name, "admin", active=True)
        await uow.staff.add(admin, now)
        token = await new_link(admin.id, uow, clock)
        await uow.audit.note("operator", "clinic.found", f"clinic:{clinic.id}", now)
        await uow.commit()
    return token
