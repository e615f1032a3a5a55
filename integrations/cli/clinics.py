"""Clinics, as the command line names them."""

from __future__ import annotations

from bot.errors import PrevisitError
from bot.ports import UnitOfWork
from bot.records import Clinic


async def clinic_called(name: str, uow: UnitOfWork) -> Clinic:
    clinic = await uow.clinics.named(name)
    if clinic is None:
        known = ", ".join(one.name for one in await uow.clinics.all()) or "none yet"
        raise PrevisitError(f"There is no clinic {name!r}. Clinics: {known}.")
    return clinic
