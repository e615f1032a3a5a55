"""The clinic's set-up: nothing is sent in its name before it is complete."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

import aiohttp_jinja2
from aiohttp import web

from bot import clinics
from bot.messaging.hours import EARLIEST, LATEST
from bot.records import Clinic
from bot.services import set_up
from bot.services.set_up import SetUpRefused
from integrations.storable import storable
from integrations.web.coordinator import labels
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.rendering import staff_page
from integrations.web.keys import WIRING

_TEXT_FIELDS = ("display_name", "phone", "hours", "time_zone", "duty_email", "duty_phone")
_COMMON_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)


async def get_clinic(request: web.Request) -> web.Response:
    return await _page(request, await _clinic(request))


async def post_clinic(request: web.Request) -> web.Response:
    wiring, who, form = request.app[WIRING], request[SIGNED_IN], request[FORM]
    changes = _changes(form)
    try:
        await set_up.save_settings(
            who.member.clinic_id, changes, by=who.by, uow=wiring.unit_of_work(), clock=wiring.clock
        )
    except SetUpRefused as refused:
        return await _page(request, await _clinic(request), problems=dict(refused.problems), given=changes, status=422)
    return go_to("/clinic", done="saved")


async def post_signature(request: web.Request) -> web.Response:
    wiring, who = request.app[WIRING], request[SIGNED_IN]
    which, name = request.match_info["which"], storable(request[FORM].get("name", ""))
    try:
        await set_up.sign_review(
            who.member.clinic_id, which, who.member, name=name, uow=wiring.unit_of_work(), clock=wiring.clock
        )
    except SetUpRefused as refused:
        return await _page(request, await _clinic(request), problems=dict(refused.problems), status=422)
    return go_to("/clinic", done="signed", place=f"{which}-review")


def _changes(form: dict[str, str]) -> dict[str, Any]:
    texts = {field: " ".join(storable(form[field]).split()) for field in _TEXT_FIELDS if field in form}
    hours = {field: int(form[field]) for field in ("texting_from", "texting_until") if form.get(field, "").isdigit()}
    ways = tuple(way for way in labels.WAYS if form.get(f"way_{way}") == "yes")
    registration = storable(form.get("registration", "")).replace("\r\n", "\n").strip()
    own = storable(form.get("danger_phrases", "")).replace("\r\n", "\n").strip()
    return {**texts, **hours, "ways_out": ways, "registration": registration, "danger_phrases": own}


async def _clinic(request: web.Request) -> Clinic:
    wiring, who = request.app[WIRING], request[SIGNED_IN]
    async with wiring.unit_of_work() as uow:
        return await uow.clinics.get(who.member.clinic_id)


async def _page(
    request: web.Request,
    clinic: Clinic,
    *,
    problems: dict[str, str] | None = None,
    given: dict[str, Any] | None = None,
    status: int = 200,
) -> web.Response:
    shown = {field: getattr(clinic.settings, field) for field in set_up.EDITABLE} | (given or {})
    missing = clinics.missing(clinic.settings)
    if not shown["registration"] and "registration" in missing:
        shown["registration"] = aiohttp_jinja2.render_string(
            "coordinator/registration.txt", request, {"name": shown["display_name"] or clinic.name, **shown}
        )
    return await staff_page(
        request,
        "clinic.html",
        status=status,
        clinic=clinic,
        shown=shown,
        missing=missing,
        needs=[need.name for need in clinics.REQUIREMENTS],
        problems=problems or {},
        disclosing=clinics.disclosing_word(str(shown["display_name"])),
        zones=sorted(available_timezones() - set(_COMMON_ZONES)),
        common_zones=_COMMON_ZONES,
        ways=sorted(await request.app[WIRING].ways_of(clinic.id)),
        may_edit=request[SIGNED_IN].member.role == "admin",
        hours=range(EARLIEST.hour, LATEST.hour + 1),
        name_fits=clinics.NAME_FITS,
    )
