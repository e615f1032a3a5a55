"""When a text that did not leave is tried again."""

from __future__ import annotations

from datetime import timedelta

# A reply is worth most within the minute; after these waits (about four hours, as GOV.UK Notify) a person takes over.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 300, 900, 1800, 3600, 3600, 3600))
LONGEST = WAITS[-1]


def retry_delay(attempts: int, *, retryable: bool, retry_after: timedelta | None = None) -> timedelta | None:
    """Return the wait before the next attempt to send a text, or None to stop and tell a coordinator.

    attempts: already made, 1 or more (ValueError below). retry_after: what the provider asked for; heeded to an hour.
    """
    if attempts < 1:
        raise ValueError("The first attempt needs no delay.")
    if not retryable or attempts > len(WAITS):
        return None
    return max(WAITS[attempts - 1], min(retry_after or timedelta(), LONGEST))
