"""Visits as the clinic's scheduling system hands them in, and what is said about those that cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import PrevisitError
from bot.flow.drafting.release import Target
from bot.records import VisitDetails

STATUSES = ("booked", "cancelled", "moved")
DEFAULT_FLOW = "adult_follow_up"


@dataclass(frozen=True)
class VisitRow:
    """One visit, read and checked by itself; `row` is its number in the file, the header being row 1."""

    row: int
    visit_id: str
    starts_at: datetime
    time_zone: str
    phone: str
    language: str
    clinic: str
    details: VisitDetails
    consent_texting: bool
    consent_recorded_at: datetime | None = None
    consent_source: str | None = None
    consent_wording: str | None = None
    consent_health_texts: bool = False
    status: str = "booked"
    flow: str = DEFAULT_FLOW

    @property
    def target(self) -> Target:
        """What decides which release of the flow it gets."""
        return Target(self.details.clinician, self.details.visit_type, self.language)


@dataclass(frozen=True)
class BadRow:
    """What is wrong in one cell and what would fix it; never the cell itself where it may name a patient."""

    row: int
    column: str
    problem: str

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.problem}"


class ImportRefused(PrevisitError):
    """A file of visits cannot be taken in; nothing of it was."""

    def __init__(self, problem: str, bad_rows: Sequence[BadRow] = ()) -> None:
        super().__init__("\n  ".join([f"Nothing was imported: {problem}", *map(str, bad_rows)]))
        self.bad_rows = tuple(bad_rows)


def refused(bad_rows: Sequence[BadRow]) -> ImportRefused:
    """Return the error that names every bad row."""
    ordered = sorted(bad_rows, key=lambda bad: bad.row)
    rows = len({bad.row for bad in ordered})
    return ImportRefused(f"{rows} {'row needs' if rows == 1 else 'rows need'} a correction.", ordered)
