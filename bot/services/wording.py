"""From what is to be said to the text a patient reads: the clinic, the visit and the language filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.flow.model import Flow
from bot.flow.step import Say
from bot.flow.wording import question_text
from bot.locales import render
from bot.records import Clinic, Visit

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}


def day(at: datetime, zone: str, language: str) -> str:
    """Return the local day as one writes it in a text: `Mon Dec 14`, `14 dic`."""
    local = at.astimezone(ZoneInfo(zone))
    month = _MONTHS[language][local.month - 1]
    return f"{local.day} {month}" if language == "es" else f"{_DAYS['en'][local.weekday()]} {month} {local.day}"


def date_of(on: date, language: str) -> str:
    """Return a day with its year: `Mon Dec 14, 2026`, `14 dic 2026`."""
    month = _MONTHS[language][on.month - 1]
    return (
        f"{on.day} {month} {on.year}"
        if language == "es"
        else f"{_DAYS['en'][on.weekday()]} {month} {on.day}, {on.year}"
    )


def hour(at: datetime, zone: str) -> str:
    """Return the local time in the way both languages write it in the United States: `9:05 AM`."""
    return at.astimezone(ZoneInfo(zone)).strftime("%I:%M %p").lstrip("0")


def variables(clinic: Clinic, visit: Visit | None, language: str) -> dict[str, str]:
    """Return the values that texts may name; those that are private to the web chat are in bot.flow.values."""
    known = {"clinic": clinic.settings.display_name or clinic.name, "phone": clinic.settings.phone}
    if visit is not None:
        known |= {
            "date": day(visit.starts_at, visit.time_zone, language),
            "time": hour(visit.starts_at, visit.time_zone),
            "clinician": (visit.details.clinician if visit.details else None) or "",
            "visit_type": (visit.details.visit_type if visit.details else None) or "",
        }
    return known


def worded(
    says: Iterable[Say], flow: Flow | None, language: str, known: Mapping[str, str], channel: str = "sms"
) -> str:
    """Return one text for everything that one turn says, a line each, in its order."""
    return "\n".join(_one(say, flow, language, known, channel) for say in says)


def _one(say: Say, flow: Flow | None, language: str, known: Mapping[str, str], channel: str) -> str:
    asked = question_text(flow, say, language, known, channel) if flow is not None else None
    return asked or render(say, language=language, variables=known, channel=channel)
