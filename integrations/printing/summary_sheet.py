"""A summary on paper: what to read first is largest, every word is there, and each topic has a box to tick."""

from __future__ import annotations

from collections.abc import Mapping

from bot.agenda.summary import STAFF
from bot.locales import label
from bot.services.summary_shape import Summary, SummaryLine
from bot.services.summary_text import one_line, quoted
from bot.services.wording import day, hour
from integrations.printing.pdf import printed

TOPICS, TEAM, PROMISES, OFFICE = ("wants_first", "also"), ("team_topic",), ("commitments.team",), "request."
SAFETY, MISSING, MARKS = "safety.", "missing.", ("changed", "not_confirmed")


def summary_pdf(summary: Summary) -> bytes:
    """Return the sheet as PDF, in the staff's language; the same summary gives the same bytes."""
    language = summary.staff_language
    return printed(
        "summary.html",
        one_page=True,
        summary=summary,
        t=texts(language),
        words=words,
        when=f"{day(summary.starts_at, summary.time_zone, language)}, {hour(summary.starts_at, summary.time_zone)}",
        reviewed=_reviewed(summary),
        parts=parts(summary.lines),
    )


def texts(language: str) -> Mapping[str, str]:
    """Return our own words on a sheet, by the name that the template has for them."""
    names = (
        "title own_words born with safety topics team promises more office open covered not_reviewed nothing page of"
    )
    return {name: label(f"print.{name}", language=language) for name in names.split()}


def parts(lines: tuple[SummaryLine, ...]) -> dict[str, list[SummaryLine]]:
    """Return the lines by where they stand on the sheet; every line stands somewhere."""
    found: dict[str, list[SummaryLine]] = {part: [] for part in (*_PARTS, "more")}
    for line in lines:
        found[_part(line)].append(line)
    return found


_PARTS: dict[str, str | tuple[str, ...]] = {
    "safety": SAFETY,
    "topics": TOPICS,
    "team": TEAM,
    "promises": PROMISES,
    "office": OFFICE,
    "open": MISSING,
    "marks": MARKS,
}


def _part(line: SummaryLine) -> str:
    return next((part for part, kinds in _PARTS.items() if line.kind.startswith(kinds)), "more")


def words(line: SummaryLine) -> str:
    """Return what a line says: a patient's words between quotation marks, the team's as they are."""
    return quoted(line.text) if line.quotes and line.source != STAFF else one_line(line.text)


def _reviewed(summary: Summary) -> str | None:
    if summary.signed_off_at is None:
        return None
    at, zone, language = summary.signed_off_at, summary.time_zone, summary.staff_language
    text = label("print.reviewed", language=language)
    return text.format(day=day(at, zone, language), hour=hour(at, zone))
