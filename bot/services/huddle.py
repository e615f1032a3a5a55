"""What a clinic's patients of one day want, for the huddle before the first visit."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.ports import UnitOfWork
from bot.records import Clinic
from bot.services.summary import Summary, summary_of

CANCELLED = "cancelled"


async def summaries_of_day(clinic: Clinic, day: date, uow: UnitOfWork, now: datetime, language: str) -> list[Summary]:
    """Return a summary of each visit that takes place, as it is now. day: at the clinic; language: the staff's."""
    start = datetime.combine(day, time(), tzinfo=ZoneInfo(clinic.settings.time_zone))
    visits = await uow.visits.of_clinic(clinic.id, since=start, until=start + timedelta(days=1))
    told = [visit for visit in visits if visit.status != CANCELLED and visit.details is not None]
    return [
        await summary_of(visit, uow, now, version=max(visit.summary_version, 1), language=language) for visit in told
    ]
