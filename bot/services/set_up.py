"""Setting a clinic up: what it is called, how it is reached, and who signed its texts and its danger signs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from bot.clinics import REVIEWS, problems
from bot.errors import PrevisitError
from bot.ports import Clock, UnitOfWork
from bot.records import ClinicSettings, StaffMember
from bot.services.accounts import author

EDITABLE = (
    "display_name",
    "phone",
    "hours",
    "time_zone",
    "texting_from",
    "texting_until",
    "duty_email",
    "duty_phone",
    "registration",
    "ways_out",
    "danger_phrases",
)


class SetUpRefused(PrevisitError):
    """Values that would reach patients wrongly; `problems` says what is wrong, by field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("Some of this cannot be saved: " + " ".join(problems.values()))
        self.problems = problems


async def save_settings(
    clinic_id: UUID, changes: Mapping[str, Any], *, by: str, uow: UnitOfWork, clock: Clock
) -> ClinicSettings:
    """Save what an admin wrote, all of it or nothing; signatures are not among it."""
    wanted = {field: value for field, value in changes.items() if field in EDITABLE}
    async with uow:
        clinic = await uow.clinics.get(clinic_id)
        settings = replace(clinic.settings, **wanted)
        if wrong := problems(settings):
            raise SetUpRefused(wrong)
        await uow.clinics.save(clinic_id, settings)
        changed = sorted(field for field in wanted if getattr(clinic.settings, field) != getattr(settings, field))
        await uow.audit.note(by, f"clinic.settings {' '.join(changed)}", f"clinic:{clinic_id}", clock.now())
        await uow.commit()
    return settings


async def sign_review(
    clinic_id: UUID, which: str, member: StaffMember, *, name: str, uow: UnitOfWork, clock: Clock
) -> None:
    """Write down that the texts, or the danger signs, were reviewed: by whom (a name, as signed) and when."""
    signed, now = " ".join(name.split()), clock.now()
    if which not in REVIEWS:
        raise PrevisitError(f"A review is one of: {', '.join(REVIEWS)}.")
    if not signed or len(signed) > 80:
        raise SetUpRefused({f"{which}_signed_by": "Write the name of the person who made the review."})
    async with uow:
        clinic = await uow.clinics.get(clinic_id)
        signature: dict[str, Any] = {
            f"{which}_signed_by": signed,
            f"{which}_signed_at": now.isoformat(timespec="minutes"),
        }
        await uow.clinics.save(clinic_id, replace(clinic.settings, **signature))
        await uow.audit.note(author(member.id), f"clinic.sign_{which}", f"clinic:{clinic_id}", now)
        await uow.commit()
