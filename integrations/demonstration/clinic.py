"""Maple Street Clinic, set up and signed for."""

from __future__ import annotations

from bot.records import Clinic, ClinicSettings
from integrations.wiring import Wiring

NAME = "Maple Street Clinic"
TIME_ZONE = "America/New_York"
SETTINGS = ClinicSettings(
    display_name=NAME,
    phone="555-555-0100",
    time_zone=TIME_ZONE,
    hours="Monday to Friday, 8:00 to 17:00",
    duty_email="duty@maple.example",
    duty_phone="+12025550199",
    registration=(
        "Visit preparation texts for patients who agreed at booking. Messages ask what matters before a visit. "
        "Message frequency varies. Reply HELP for help, STOP to end."
    ),
    wording_signed_by="Ana Reyes, practice manager",
    wording_signed_at="2026-11-02",
    safety_signed_by="Dr. Ben Osei, clinical safety lead",
    safety_signed_at="2026-11-02",
    ways_out=("file",),
)


async def ensure_clinic(wiring: Wiring, name: str = NAME) -> Clinic:
    """Return the demonstration clinic, or the one for practice, made when it is not there."""
    async with wiring.unit_of_work() as uow:
        known = await uow.clinics.named(name)
        if known is not None:
            return known
        made = await uow.clinics.add(name, SETTINGS, wiring.clock.now())
        await uow.commit()
    return made
