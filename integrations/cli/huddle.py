"""`previsit huddle`."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from bot.errors import PrevisitError
from bot.services.huddle import summaries_of_day
from integrations.cli.clinics import clinic_called
from integrations.cli.output import put_out
from integrations.printing.huddle_sheet import huddle_pdf
from integrations.wiring import Wiring


async def print_huddle(wiring: Wiring, clinic: str, day: str, language: str) -> None:
    """Print the huddle sheets of a clinic's day as PDF. day: YYYY-MM-DD; today at the clinic where it is empty."""
    async with wiring.unit_of_work() as uow:
        found, now = await clinic_called(clinic, uow), wiring.clock.now()
        on = _day(day) if day else now.astimezone(ZoneInfo(found.settings.time_zone)).date()
        summaries = await summaries_of_day(found, on, uow, now, language)
    put_out(huddle_pdf(found.settings.display_name or found.name, on, summaries, language))
    await wiring.close()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PrevisitError(f"{text!r} is no day. Write it as 2026-12-14.") from None
