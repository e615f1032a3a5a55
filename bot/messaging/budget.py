"""How many texts that nobody asked for one number gets: one a day and three in any seven days, whoever's visit it is.

Source: the health care exemption of 47 CFR 64.1200(a)(9)(iv), kept here as a house rule although we text by consent.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import count

from bot.messaging.hours import Window, next_allowed, zone

PER_DAY, PER_WEEK = 1, 3
WEEK = timedelta(days=7)


def may_send(sent: Iterable[datetime], now: datetime, time_zone: str) -> bool:
    """Say whether one more unsolicited text may go to a number.

    sent: when unsolicited texts went to it, or are booked to go, in any order; those older than a week do not matter.
    A day is a calendar day where the patient is.
    """
    return _has_room(_days(sent, time_zone), now.astimezone(zone(time_zone)).date())


def next_allowed_by_budget(sent: Iterable[datetime], now: datetime, time_zone: str) -> datetime:
    """Return `now` when one more text may go, else the first moment of the first day that has room for it."""
    days, today = _days(sent, time_zone), now.astimezone(zone(time_zone)).date()
    free = next(day for ahead in count() if _has_room(days, day := today + timedelta(days=ahead)))
    return now if free == today else datetime.combine(free, time.min, tzinfo=zone(time_zone))


def next_unsolicited(sent: Iterable[datetime], now: datetime, time_zone: str, window: Window) -> datetime:
    """Return the first moment from `now` on that both the budget and the quiet hours allow."""
    sent = list(sent)
    at = next_allowed(now, time_zone, window)
    while not may_send(sent, at, time_zone):
        at = next_allowed(next_allowed_by_budget(sent, at, time_zone), time_zone, window)
    return at


def _days(sent: Iterable[datetime], time_zone: str) -> list[date]:
    return [at.astimezone(zone(time_zone)).date() for at in sent]


def _has_room(days: list[date], day: date) -> bool:
    weeks = (day - timedelta(days=back) for back in range(WEEK.days))  # every seven days this day is part of
    fullest = max(sum(start <= other < start + WEEK for other in days) for start in weeks)
    return days.count(day) < PER_DAY and fullest < PER_WEEK
