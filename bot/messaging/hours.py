"""Quiet hours: a text the patient did not ask for arrives only while the clinic's window is open where the patient is.

Replies to a patient's own text may go at any hour. Source of the floor and ceiling: 47 CFR 64.1200(c)(1), 8 am to 9 pm
at the called party's location; it binds solicitations, and we keep it for every unsolicited text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.errors import PrevisitError

EARLIEST, LATEST = time(8), time(21)


class UnsafeWindow(PrevisitError):
    """A clinic's hours for texts leave what the law and common sense allow."""

    def __init__(self, opens: time, closes: time) -> None:
        super().__init__(
            f"Texts from {opens:%H:%M} to {closes:%H:%M} are not possible. "
            f"Choose an opening before a closing, both between {EARLIEST:%H:%M} and {LATEST:%H:%M}."
        )


class UnknownTimeZone(PrevisitError):
    """A time zone is not one of the IANA names."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name!r} is not a time zone. Use an IANA name such as America/Chicago.")


@dataclass(frozen=True)
class Window:
    """Wall time at the patient's place, half open: at `closes` nothing leaves any more."""

    opens: time = time(10)
    closes: time = time(18)

    def __post_init__(self) -> None:
        if not EARLIEST <= self.opens < self.closes <= LATEST:
            raise UnsafeWindow(self.opens, self.closes)

    def is_open(self, at: datetime, time_zone: str) -> bool:
        return self.opens <= at.astimezone(zone(time_zone)).time() < self.closes


def zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # unknown, a path, a folder of zones
        raise UnknownTimeZone(name) from error


def next_allowed(at: datetime, time_zone: str, window: Window) -> datetime:
    """Return `at` itself while the window is open, else the moment it opens next, in the patient's zone.

    at: with an offset (ValueError without). time_zone: IANA, the patient's; the clinic's when theirs is unknown.
    """
    if at.tzinfo is None:
        raise ValueError("A due time needs an offset: 10:00 where?")
    if window.is_open(at, time_zone):
        return at
    today = at.astimezone(zone(time_zone)).date()
    openings = (_opening(today + timedelta(days=days), time_zone, window) for days in range(3))
    return next(opening for opening in openings if opening > at)


def _opening(day: date, time_zone: str, window: Window) -> datetime:
    """Return when the window opens; by way of UTC, so that a wall time the clocks skip becomes the next real one."""
    wall = datetime.combine(day, window.opens, tzinfo=zone(time_zone))
    return wall.astimezone(timezone.utc).astimezone(wall.tzinfo)
