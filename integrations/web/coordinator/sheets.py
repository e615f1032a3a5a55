"""Pages for the printer."""

from __future__ import annotations

import asyncio
from datetime import date
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.flow.model import LANGUAGES
from bot.services.huddle import summaries_of_day
from bot.services.summary import STAFF_LANGUAGE
from integrations.printing.huddle_sheet import huddle_pdf
from integrations.web.coordinator.at_work import SIGNED_IN
from integrations.web.coordinator.rendering import zone_of
from integrations.web.keys import WIRING


async def get_huddle(request: web.Request) -> web.Response:
    """Give the sheets of a day: `day` in the address, or today at the clinic; `language` of our own words."""
    wiring, who, language = request.app[WIRING], request[SIGNED_IN], staff_language(request)
    async with wiring.unit_of_work() as uow:
        clinic, now = await uow.clinics.get(who.member.clinic_id), wiring.clock.now()
        day = _day(request.query.get("day", ""), now.astimezone(ZoneInfo(zone_of(clinic))).date())
        summaries = await summaries_of_day(clinic, day, uow, now, language)
        await uow.audit.note(who.by, f"visits.huddle {day}", f"clinic:{clinic.id}", now)
        await uow.commit()
    name = clinic.settings.display_name or clinic.name
    pdf = await asyncio.to_thread(huddle_pdf, name, day, summaries, language)
    return pdf_response(pdf, f"huddle-{day}.pdf")


def staff_language(request: web.Request) -> str:
    """Return the language that is asked for, where we have it."""
    wanted = request.query.get("language", STAFF_LANGUAGE)
    return wanted if wanted in LANGUAGES else STAFF_LANGUAGE


def pdf_response(pdf: bytes, name: str) -> web.Response:
    """name: of the file, without anybody's name in it."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return web.Response(body=pdf, content_type="application/pdf", headers=headers)


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
