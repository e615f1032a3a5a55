"""What each column of an import means. No cell is ever executed or looked at as a formula: text stays text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from bot.flow.model import LANGUAGES
from bot.messaging.numbers import is_e164
from bot.records import VisitDetails
from bot.services.visit_rows import DEFAULT_FLOW, STATUSES, BadRow, VisitRow

REQUIRED = (
    "visit_id",
    "starts_at",
    "time_zone",
    "patient_name",
    "birth_date",
    "phone",
    "language",
    "clinic",
    "consent_texting",
    "consent_recorded_at",
    "consent_source",
)
OPTIONAL = (
    "status",
    "patient_id",
    "consent_health_texts",
    "consent_wording",
    "clinician",
    "visit_type",
    "minutes",
    "flow",
    "identifier_system",
    "identifier_value",
    "proxy_name",
    "proxy_phone",
    "proxy_relation",
)
CLOCKS_DIFFER_BY = timedelta(minutes=15)
LONGEST = 2_000  # characters of a cell; a consent wording is the longest there is
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?) ?(Z|[+-]\d\d:?\d\d)", re.IGNORECASE)

Value = TypeVar("Value")


@dataclass
class Cells:
    """One row's cells by column; reading one that is wrong adds to `bad` and gives None."""

    row: int
    text: dict[str, str]
    now: datetime
    bad: list[BadRow] = field(default_factory=list)

    def required(self, column: str, parse: Callable[[str], Value]) -> Value | None:
        if not self.text.get(column):
            self.wrong(column, "is empty")
            return None
        return self.optional(column, parse)

    def optional(self, column: str, parse: Callable[[str], Value]) -> Value | None:
        text = self.text.get(column)
        if not text:
            return None
        try:
            return parse(_clean(text))
        except ValueError as error:
            self.wrong(column, str(error))
            return None

    def wrong(self, column: str, problem: str) -> None:
        self.bad.append(BadRow(self.row, column, problem))


def read_row(cells: Cells) -> VisitRow | None:
    """Return the visit of one row, or None with what is wrong in `cells.bad`."""
    facts = {
        "visit_id": cells.required("visit_id", _visit_id),
        "starts_at": cells.required("starts_at", _time),
        "time_zone": cells.required("time_zone", _zone),
        "phone": cells.required("phone", _phone),
        "language": cells.required("language", _one_of(LANGUAGES)),
        "clinic": cells.required("clinic", str),
        "consent_texting": cells.required("consent_texting", _yes_no),
        "consent_recorded_at": cells.optional("consent_recorded_at", _time),
        "consent_source": cells.optional("consent_source", str),
        "consent_wording": cells.optional("consent_wording", str),
        "consent_health_texts": cells.optional("consent_health_texts", _yes_no) or False,
        "status": cells.optional("status", _one_of(STATUSES)) or "booked",
        "flow": cells.optional("flow", str) or DEFAULT_FLOW,
    }
    details = _details(cells)
    _check_consent(cells, facts["consent_texting"] is True)
    _check_what_has_been(cells, details["birth_date"], facts["consent_recorded_at"], facts["time_zone"])  # type: ignore[arg-type]
    return None if cells.bad else VisitRow(row=cells.row, details=VisitDetails(**details), **facts)  # type: ignore[arg-type]


def twice(rows: Sequence[VisitRow]) -> list[BadRow]:
    """Name every row of a visit that an earlier row has already."""
    seen: dict[str, int] = {}
    firsts = [(row, seen.setdefault(row.visit_id, row.row)) for row in rows]
    again = "row {} has the same one; keep one row a visit"
    return [BadRow(row.row, "visit_id", again.format(first)) for row, first in firsts if first != row.row]


def _details(cells: Cells) -> dict[str, object]:
    texts = ("patient_id", "clinician", "visit_type", "identifier_value", "proxy_name", "proxy_relation")
    details: dict[str, object] = {column: cells.optional(column, str) for column in texts} | {
        "patient_name": cells.required("patient_name", str),
        "birth_date": cells.required("birth_date", _birth_date),
        "minutes": cells.optional("minutes", _minutes),
        "identifier_system": cells.optional("identifier_system", _uri),
        "proxy_phone": cells.optional("proxy_phone", _phone),
    }
    for one, other in (("identifier_system", "identifier_value"), ("identifier_value", "identifier_system")):
        if cells.text.get(one) and not cells.text.get(other):
            cells.wrong(other, f"is empty while {one} is filled; an identifier needs both")
    return details


def _check_consent(cells: Cells, given: bool) -> None:
    for column in ("consent_recorded_at", "consent_source"):
        if given and not cells.text.get(column):
            cells.wrong(column, "is empty; a consent needs when and how it was given, or write no for consent_texting")


def _check_what_has_been(cells: Cells, born: date | None, agreed: datetime | None, zone: str | None) -> None:
    """Nobody was born after today, where the visit is; nothing was recorded after now, by clocks that differ a little."""
    if born is not None and born > cells.now.astimezone(ZoneInfo(zone or "UTC")).date():
        cells.wrong("birth_date", "is in the future")
    if agreed is not None and agreed > cells.now + CLOCKS_DIFFER_BY:
        cells.wrong("consent_recorded_at", "is in the future; look at its date and its offset")


def _clean(text: str) -> str:
    """Return the cell in one normal form; a character that only a machine could have put there is refused."""
    if len(text) > LONGEST:
        raise ValueError(f"is longer than {LONGEST} characters")
    normal = unicodedata.normalize("NFC", " ".join(text.splitlines()))
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Cf", "Co", "Cn") for letter in normal):
        raise ValueError("holds a character that cannot be seen; type it again")
    return normal


def is_visit_id(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:@+-]{0,63}", text) is not None


def _visit_id(text: str) -> str:
    if not is_visit_id(text):
        raise ValueError("must be 1 to 64 letters, digits and . _ : @ + -, beginning with a letter or digit")
    return text


def _time(text: str) -> datetime:
    match = _TIME.fullmatch(text)
    try:
        if match:
            offset = match[3].upper().replace("Z", "+00:00")
            offset = offset if ":" in offset else f"{offset[:3]}:{offset[3:]}"
            return datetime.fromisoformat(f"{match[1]}T{_full(match[2])}{offset}")
    except ValueError:
        pass
    raise ValueError("must be a time with its offset, such as 2026-12-14T09:05:00-05:00")


def _full(clock: str) -> str:
    """Give fractions of a second the six digits that Python 3.10 wants."""
    whole, _, fraction = clock.partition(".")
    return f"{whole}.{fraction:0<6}" if fraction else whole


def _zone(text: str) -> str:
    if text not in _zones():
        raise ValueError("must be an IANA time zone, such as America/New_York")
    return text


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _phone(text: str) -> str:
    if not is_e164(text):
        raise ValueError("must be a phone number as +12025550143: a plus sign, the country code, digits only")
    return text


def _birth_date(text: str) -> date:
    try:
        born = date.fromisoformat(text)
    except ValueError:
        raise ValueError("must be a date as year-month-day, such as 1961-03-09") from None
    if not 1890 <= born.year <= 2100:
        raise ValueError("is in a year that cannot be")
    return born


def _minutes(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= 1440:
        raise ValueError("must be a whole number of minutes from 1 to 1440")
    return int(text)


def _uri(text: str) -> str:
    if not urlsplit(text).scheme or re.search(r"[\s|]", text):
        raise ValueError("must be the address of the numbering system, such as urn:oid:2.16.840.1.113883.19.5")
    return text


def _yes_no(text: str) -> bool:
    return _one_of(("yes", "no"))(text) == "yes"


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.casefold() not in known:
            raise ValueError(f"must be one of: {', '.join(known)}")
        return text.casefold()

    return parse
