"""The day of each clinician on one sheet, for the huddle before the first visit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.locales import label
from bot.services.summary_shape import Summary, SummaryLine
from bot.services.summary_text import one_line, quoted
from bot.services.wording import date_of, hour
from integrations.printing.pdf import printed

FIRST_WORDS, OTHER_WORDS, OTHER_TOPICS = (
    24,
    12,
    3,
)  # what a line of the sheet has room for; the rest is on the visit's own
_PREPARE = ("access_needs", "visit_support", "request.", "team_topic", "commitments.team")
_NAMES = "huddle no_clinician time patient first also prepare no_visits born safety page of"


@dataclass(frozen=True)
class Row:
    """One visit. prepare: heading and words of what somebody has to see to before."""

    time: str
    name: str
    born: date
    state: str
    speaks: str
    alarms: tuple[str, ...]
    first: str
    also: tuple[str, ...]
    more: int
    prepare: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    clinician: str
    count: str
    rows: tuple[Row, ...]


def huddle_pdf(clinic: str, day: date, summaries: Sequence[Summary], language: str) -> bytes:
    """Return the day as PDF, a sheet or more for each clinician; summaries: as they are now, in the staff's language."""
    texts = {name: label(f"print.{name}", language=language) for name in _NAMES.split()}
    sheets = tuple(_sheets(summaries, texts["no_clinician"], language))
    return printed(
        "huddle.html",
        clinic=clinic,
        day=date_of(day, language),
        sheets=sheets,
        t=texts,
        language=language,
        one_page=False,
    )


def _sheets(summaries: Sequence[Summary], nobody: str, language: str) -> Iterator[Sheet]:
    def clinician(summary: Summary) -> str:
        return one_line(summary.clinician or "") or nobody

    ordered = sorted(summaries, key=lambda one: (clinician(one) == nobody, clinician(one), one.starts_at))
    for name, of_clinician in groupby(ordered, key=clinician):
        rows = tuple(_row(one, language) for one in of_clinician)
        count = label("print.visit" if len(rows) == 1 else "print.visits", language=language)
        yield Sheet(name, count.format(n=len(rows)), rows)


def _row(summary: Summary, language: str) -> Row:
    first = [line for line in summary.lines if line.kind == "wants_first"]
    also = [line for line in summary.lines if line.kind == "also"]
    return Row(
        time=hour(summary.starts_at, summary.time_zone),
        name=one_line(summary.patient_name),
        born=summary.birth_date,
        state=_state(summary, bool(first), language),
        speaks=_speaks(summary, language),
        alarms=tuple(line.note for line in summary.lines if line.kind.startswith("safety.")),
        first=_said(first[0], FIRST_WORDS) if first else "",
        also=tuple(_said(line, OTHER_WORDS) for line in also[:OTHER_TOPICS]),
        more=len(also[OTHER_TOPICS:]),
        prepare=tuple(
            (line.label, _said(line, OTHER_WORDS)) for line in summary.lines if line.kind.startswith(_PREPARE)
        ),
    )


def _state(summary: Summary, said: bool, language: str) -> str:
    known = "checked" if summary.signed_off_at else "unchecked" if said else "quiet"
    return label(f"print.{known}", language=language)


def _speaks(summary: Summary, language: str) -> str:
    """Name the patient's language where it is not the staff's: an interpreter may be needed."""
    if summary.language == language:
        return ""
    spoken = label(f"text.language.{summary.language}", language=language)
    return label("print.speaks", language=language).format(language=spoken)


def _said(line: SummaryLine, most: int) -> str:
    words = one_line(line.text).split(" ")
    short = " ".join(words if len(words) <= most else [*words[:most], "…"])
    said = quoted(short) if line.quotes else short
    return f"{said} ({line.note})" if line.note else said
