"""The demonstration's coordinator, clinician and admin; their passwords are drawn once and kept beside the keys."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from uuid import uuid4

from bot.passwords import hash_password
from bot.records import Clinic, StaffMember
from integrations.wiring import Wiring

PEOPLE = {
    "coordinator": ("maya@maple.example", "Maya Brooks"),
    "clinician": ("ben@maple.example", "Dr. Ben Osei"),
    "admin": ("ana@maple.example", "Ana Reyes"),
}


def log_ins(folder: Path) -> dict[str, str]:
    """Return e-mail address -> password, each drawn at the first call that knows the person."""
    path = folder / "demonstration_log_ins"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = [email for email, _ in PEOPLE.values() if email not in known]
    if missing:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        known |= {email: secrets.token_urlsafe(12) for email in missing}
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(known, file)
    return known


async def ensure_people(wiring: Wiring, clinic: Clinic, passwords: dict[str, str]) -> None:
    async with wiring.unit_of_work() as uow:
        for role, (email, name) in PEOPLE.items():
            if await uow.staff.with_email(email) is None:
                stored = hash_password(passwords[email])
                member = StaffMember(uuid4(), clinic.id, email, name, role, active=True, password_hash=stored)
                await uow.staff.add(member, wiring.clock.now())
        await uow.commit()
