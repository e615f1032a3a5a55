"""From values to a page: what every page of the coordinators shows besides its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import aiohttp_jinja2
from aiohttp import web

from bot.errors import PrevisitError
from bot.records import Alert, Clinic, Visit
from bot.services.log_in import IDLE_END, IDLE_WARNING
from bot.services.sign_off import EditedMeanwhile, TooLateToUndo
from bot.services.wording import day, hour
from bot.visit_state import gravity
from integrations.web.coordinator import labels
from integrations.web.coordinator.at_work import SIGNED_IN, NotYours
from integrations.web.keys import WIRING
from integrations.web.security import CSRF_FIELD

SHOWN_ALERTS = 5
STATUS_OF: dict[type[PrevisitError], int] = {EditedMeanwhile: 409, TooLateToUndo: 409, NotYours: 403}


@dataclass(frozen=True)
class OpenAlert:
    """An alert that nobody has acknowledged, as the strip on top of every page names it."""

    alert: Alert
    label: labels.Label
    who: str
    visit_on: str
    ago: str


@dataclass(frozen=True)
class Strip:
    clinic: str = ""
    alerts: tuple[OpenAlert, ...] = ()
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.alerts) + self.more


async def staff_page(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """Render templates/coordinator/<template>."""
    context = {**_shared(request), "strip": await alert_strip(request), **values}
    return aiohttp_jinja2.render_template(f"coordinator/{template}", request, context, status=status)


async def problem_page(request: web.Request, error: PrevisitError) -> web.Response:
    """Say what could not be done; the text of an error of ours may be shown to staff."""
    status = next((status for kind, status in STATUS_OF.items() if isinstance(error, kind)), 422)
    visit = request.match_info.get("visit_id")
    back = f"/visits/{visit}" if visit else "/visits"
    return await staff_page(request, "problem.html", status=status, text=str(error), back=back)


async def alert_strip(request: web.Request) -> Strip:
    """Read the clinic's open alerts, the gravest first, of two the older."""
    who = request.get(SIGNED_IN)
    if who is None:
        return Strip()
    wiring = request.app[WIRING]
    async with wiring.unit_of_work() as uow:
        found = sorted(await uow.alerts.open_of_clinic(who.member.clinic_id), key=lambda alert: gravity(alert.tier))
        shown = found[:SHOWN_ALERTS]
        clinic = await uow.clinics.get(who.member.clinic_id)
        visits = {visit.id: visit for visit in await uow.visits.several([alert.visit_id for alert in shown])}
    now = wiring.clock.now()
    return Strip(
        clinic.name, tuple(_open(alert, visits[alert.visit_id], now) for alert in shown), len(found) - len(shown)
    )


def name_of(visit: Visit) -> str:
    return visit.details.patient_name if visit.details else "Erased"


def about(visit: Visit) -> str:
    """Return whom the visit is with, what it is and how long it takes, as far as that is known."""
    details = visit.details
    if details is None:
        return ""
    minutes = f"{details.minutes} min" if details.minutes else None
    return " · ".join(part for part in (details.clinician, details.visit_type, minutes) if part)


def visit_time(visit: Visit, now: datetime) -> str:
    """Return when a visit is: `Today, 11:00 AM`, `Tue Dec 8, 10:00 AM`."""
    at, zone = visit.starts_at, visit.time_zone
    today = at.astimezone(ZoneInfo(zone)).date() == now.astimezone(ZoneInfo(zone)).date()
    return f"{'Today' if today else day(at, zone, 'en')}, {hour(at, zone)}"


def local(at: datetime, zone: str, now: datetime) -> str:
    """Return a moment as staff read it: `Mon Dec 7, 10:05 AM`, today without the day."""
    there = at.astimezone(ZoneInfo(zone)).date()
    today = now.astimezone(ZoneInfo(zone)).date()
    return hour(at, zone) if there == today else f"{day(at, zone, 'en')}, {hour(at, zone)}"


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago something was, in the largest unit that fits."""
    seconds = max(0, int((now - at).total_seconds()))
    for size, unit in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = seconds // size
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def zone_of(clinic: Clinic) -> str:
    return clinic.settings.time_zone


def author_name(by: str, names: dict[UUID, str]) -> str:
    """Return who did something, in words."""
    kind, _, key = by.partition(":")
    if kind == "staff" and key:
        return names.get(UUID(key), "a former colleague")
    return {"patient": "Patient", "proxy": "Proxy", "previsit": "Previsit", "system": "Previsit"}.get(by, by)


def _open(alert: Alert, visit: Visit, now: datetime) -> OpenAlert:
    return OpenAlert(
        alert, labels.TIERS[alert.tier], name_of(visit), visit_time(visit, now), ago(alert.created_at, now)
    )


def _shared(request: web.Request) -> dict[str, Any]:
    who = request.get(SIGNED_IN)
    return {
        "staff": who.member if who else None,
        "csrf": who.csrf_token if who else "",
        "csrf_field": CSRF_FIELD,
        "labels": labels,
        "notice": labels.NOTICES.get(request.query.get("done", "")),
        "path": request.path,
        "idle_warning": _seconds(IDLE_WARNING),
        "idle_end": _seconds(IDLE_END),
    }


def _seconds(time: timedelta) -> int:
    return int(time.total_seconds())
