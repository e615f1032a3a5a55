"""How often one source may do one thing, counted in this process."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable
from datetime import datetime, timedelta

REMEMBERED = 10_000  # sources; the one seen longest ago is forgotten first


class Limits:
    """Sliding windows over what has happened."""

    def __init__(self) -> None:
        self._seen: OrderedDict[Hashable, deque[datetime]] = OrderedDict()

    def exceeded(self, source: Hashable, *, most: int, within: timedelta, now: datetime) -> bool:
        """Whether `source` has been counted `most` times or more in the time just past."""
        times = self._seen.get(source)
        while times and times[0] <= now - within:
            times.popleft()
        return bool(times) and len(times or ()) >= most

    def count(self, source: Hashable, now: datetime) -> None:
        self._seen.setdefault(source, deque()).append(now)
        self._seen.move_to_end(source)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
