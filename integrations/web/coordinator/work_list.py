"""The list of visits as a page shows it: one row each, by day, those who need a person first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.records import Alert, Task, Visit
from bot.services.wording import hour
from bot.visit_state import STATES, Progress, awaits_review, gravity, need_of_a_person, state_of
from integrations.web.coordinator import labels
from integrations.web.coordinator.rendering import about, ago, name_of

DEFAULT_DAYS, MOST_DAYS = 4, 31
RANGES = ((1, "1 day"), (4, "4 days"), (7, "1 week"), (14, "2 weeks"))


@dataclass(frozen=True)
class Wanted:
    """The part of the list that somebody wants to see; it stands in the address."""

    start: date
    days: int = DEFAULT_DAYS
    state: str | None = None

    def address(self, **changes: object) -> str:
        values = {"from": self.start.isoformat(), "days": self.days, "state": self.state} | changes
        return "/visits?" + urlencode({name: value for name, value in values.items() if value is not None})

    def moved(self, by: int) -> str:
        """Return the address of the same number of days, earlier (-1) or later (1)."""
        return self.address(**{"from": (self.start + by * timedelta(days=self.days)).isoformat()})

    @property
    def words(self) -> str:
        last = self.start + timedelta(days=self.days - 1)
        first = f"{self.start:%b} {self.start.day}"
        return first if last == self.start else f"{first} – {last:%b} {last.day}"

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Return the moments between which a visit of these days starts, half open."""
        first = datetime.combine(self.start, time(), tzinfo=ZoneInfo(zone))
        end = datetime.combine(self.start + timedelta(days=self.days), time(), tzinfo=ZoneInfo(zone))
        return first, end


@dataclass(frozen=True)
class Row:
    visit: Visit
    state: str
    time: str
    name: str
    alerts: tuple[Alert, ...]
    tasks: tuple[Task, ...]
    progress: Progress
    to_review: bool
    last_word: str

    @property
    def label(self) -> labels.Label:
        return labels.STATES[self.state]

    @property
    def how_far(self) -> str:
        """Return how much is there, in words; empty before the first answer."""
        if not self.progress.asked_of or self.visit.started_at is None:
            return ""
        done = f"{self.progress.answered} of {self.progress.asked_of} answered"
        return done if self.visit.confirmed_at is None else f"{done}, confirmed"

    @property
    def about(self) -> str:
        return about(self.visit)

    @property
    def marks(self) -> tuple[tuple[str, str], ...]:
        """Return what else to know at a glance: (words, tone), most pressing first."""
        tiers = sorted({alert.tier for alert in self.alerts}, key=gravity)
        found = [(f"Alert: {labels.TIERS[tier].word}", "bad") for tier in tiers]
        found += [(labels.task_label(task.kind), "warn") for task in self.tasks]
        if self.to_review and self.state != "needs_review":
            found.append(("Partial answers to review", "act"))
        if self.progress.changed and self.visit.sent_at is not None:
            found.append(("Changed after sending", "act"))
        if self.progress.quiet:
            found.append(("Do not text", "warn"))
        if self.visit.language != "en":
            found.append((labels.LANGUAGES.get(self.visit.language, self.visit.language), "calm"))
        if self.last_word:
            found.append((f"Last word {self.last_word}", ""))
        return tuple(found)


@dataclass(frozen=True)
class Day:
    date: date
    heading: str
    rows: tuple[Row, ...]


def wanted_from(query: Mapping[str, str], today: date) -> Wanted:
    """Read what the address asks for; what it gets wrong becomes the default."""
    try:
        start = date.fromisoformat(query.get("from", ""))
    except ValueError:
        start = today
    days = query.get("days", "")
    wished = int(days) if days.isascii() and days.isdigit() and len(days) < 4 else DEFAULT_DAYS
    state = query.get("state")
    near = min(max(start, today - timedelta(days=3660)), today + timedelta(days=3660))
    return Wanted(near, min(max(wished, 1), MOST_DAYS), state if state in STATES else None)


def rows(
    visits: Iterable[Visit],
    progress: Mapping[UUID, Progress],
    alerts: Iterable[Alert],
    tasks: Iterable[Task],
    now: datetime,
) -> list[Row]:
    by_visit = _grouped(alerts)
    todo = _grouped(tasks)
    return [
        _row(visit, progress[visit.id], by_visit.get(visit.id, ()), todo.get(visit.id, ()), now) for visit in visits
    ]


def counts(found: Iterable[Row]) -> dict[str, int]:
    """Return how many visits are in each state, in the order of STATES; states that no visit is in are left out."""
    of = Counter(row.state for row in found)
    return {state: of[state] for state in STATES if of[state]}


def by_day(found: Sequence[Row], zone: str, now: datetime) -> list[Day]:
    """Group rows by their day at the clinic; within a day those who need a person come first."""
    today = now.astimezone(ZoneInfo(zone)).date()

    def local_day(row: Row) -> date:
        return row.visit.starts_at.astimezone(ZoneInfo(zone)).date()

    def need(row: Row) -> tuple[object, ...]:
        tiers = [alert.tier for alert in row.alerts]
        return need_of_a_person(row.visit, row.progress, now, open_tiers=tiers, open_tasks=len(row.tasks))

    ordered = sorted(found, key=lambda row: (local_day(row), need(row)))
    grouped = groupby(ordered, key=local_day)
    return [Day(date, _heading(date, today), tuple(of_day)) for date, of_day in grouped]


def _heading(day: date, today: date) -> str:
    name = f"{day:%A, %B} {day.day}"
    near = {today: "Today", today + timedelta(days=1): "Tomorrow", today - timedelta(days=1): "Yesterday"}.get(day)
    return f"{near}, {name}" if near else name


def _row(visit: Visit, progress: Progress, alerts: tuple[Alert, ...], tasks: tuple[Task, ...], now: datetime) -> Row:
    last = progress.last_move_at if visit.started_at else None
    return Row(
        visit=visit,
        state=state_of(visit, progress, now),
        time=hour(visit.starts_at, visit.time_zone),
        name=name_of(visit),
        alerts=alerts,
        tasks=tasks,
        progress=progress,
        to_review=awaits_review(visit, progress, now),
        last_word=ago(last, now) if last else "",
    )


def _grouped(things: Iterable[Alert | Task]) -> dict[UUID, tuple]:  # type: ignore[type-arg]
    found: dict[UUID, list[Alert | Task]] = {}
    for thing in things:
        if thing.visit_id is not None:
            found.setdefault(thing.visit_id, []).append(thing)
    return {visit_id: tuple(of_visit) for visit_id, of_visit in found.items()}
