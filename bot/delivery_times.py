"""When a summary that did not arrive is tried again, when trying ends, and when a person must know.

Source: interop-reliability-security.md 3.2; the waits before the hourly ones cover a restart, the hourly ones an outage.
"""

from __future__ import annotations

from datetime import datetime, timedelta

WAITS = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 300, 900, 1800))
HOURLY = timedelta(hours=1)
LEFT_PER_WAIT = 6  # no wait is longer than this part of the time that is left, so that tries quicken as the visit nears
QUICKEST = timedelta(minutes=5)
TRIED_FOR = timedelta(hours=72)
ENDS_BEFORE_VISIT = timedelta(hours=1)  # the team still has time to phone
ALARM_AT_FAILURE = 3
ALARM_BEFORE_VISIT = timedelta(hours=24)


def next_attempt(
    attempts: int,
    *,
    now: datetime,
    first_at: datetime,
    visit_at: datetime,
    spread: float = 0.0,
    retry_after: timedelta | None = None,
) -> timedelta | None:
    """Return the wait before the next attempt, None when trying ends here; the last attempt falls on the deadline.

    attempts: already made, 1 or more (ValueError below). spread: 0 to 1, moves hourly attempts apart by up to ten per
    cent, so that an outage does not end in a rush. retry_after: what the other side asked for.
    """
    if attempts < 1:
        raise ValueError("The first attempt needs no delay.")
    left = deadline(first_at, visit_at) - now
    if left <= timedelta():
        return None
    wait = WAITS[attempts - 1] if attempts <= len(WAITS) else HOURLY * (1 + spread / 10)
    quick = min(wait, max(left / LEFT_PER_WAIT, QUICKEST))
    return min(max(quick, retry_after or timedelta()), left)


def deadline(first_at: datetime, visit_at: datetime) -> datetime:
    """Return when trying ends: an hour before the visit, at the visit when signed off later than that, or after 72 hours."""
    ends = (first_at + TRIED_FOR, visit_at - ENDS_BEFORE_VISIT, visit_at)
    still_ahead = [end for end in ends[1:] if end > first_at]
    return min([ends[0], *still_ahead])


def needs_a_person(attempts: int, *, now: datetime, visit_at: datetime) -> bool:
    """Whether a failure that will be tried again must be somebody's task already: the visit may be too near to wait."""
    return attempts >= ALARM_AT_FAILURE or visit_at - now < ALARM_BEFORE_VISIT
