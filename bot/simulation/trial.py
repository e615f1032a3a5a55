"""A crowd that a clinic lets talk to its draft, and to what visits get now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.flow.document import FlowError
from bot.flow.library import parse_flow
from bot.flow.model import Flow
from bot.simulation.report import Report, report
from bot.simulation.talk import Result

LANES = 2  # workers that take it on at once
AT_ONCE = 3  # patients of one job, about half a second: no real patient waits longer for a turn


@dataclass(frozen=True)
class Trial:
    """content: the file tried. base: what visits get now; None: the same. revision: of the draft, 0 without one.

    ended: stopped or failed, before everybody had talked.
    """

    id: UUID
    clinic_id: UUID
    name: str
    content: str
    base: str | None
    revision: int
    patients: int
    seed: int
    by: str
    at: datetime
    ended: str | None = None

    @property
    def files(self) -> tuple[str, ...]:
        return (self.content,) if self.base is None else (self.content, self.base)


@dataclass(frozen=True)
class Told:
    """file: a place in Trial.files. number: of the patient, from 0."""

    file: int
    number: int
    result: Result


def next_numbers(trial: Trial, lane: int, done: Iterable[int]) -> Sequence[int]:
    """Return who talks next in a lane; nobody when all have talked or the trial has ended."""
    talked = set(done)
    left = (number for number in range(lane, trial.patients, LANES) if number not in talked)
    return () if trial.ended else tuple(number for number, _ in zip(left, range(AT_ONCE), strict=False))


def reports(trial: Trial, told: Sequence[Told]) -> Iterator[Report]:
    """Yield what became of those who have talked so far, a report for each file."""
    for file in range(len(trial.files)):
        of_file = sorted((one for one in told if one.file == file), key=lambda one: one.number)
        if of_file:
            yield report(trial.name, "", trial.seed, [one.result for one in of_file], flow_of(trial, file))


def flow_of(trial: Trial, file: int = 0) -> Flow | None:
    """A trial of long ago may be of a file that reads no more."""
    try:
        return parse_flow(trial.files[file], f"{trial.name}.yml")
    except FlowError:
        return None
