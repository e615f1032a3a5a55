"""What day did somebody type? Several readings may be right: 3/4/1961 is in March for some people and in April for others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date

MONTHS = (
    ("january", "february", "march", "april", "may", "june"),
    ("july", "august", "september", "october", "november", "december"),
    ("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    ("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)  # half a year a row, by language
NUMBERS = {name: n for row, names in enumerate(MONTHS) for n, name in enumerate(names, 1 + row % 2 * 6)}
ALSO = {"setiembre": 9, "set": 9}
FIELDS = ("month", "day", "year")
_PARTS = re.compile(r"\d+|[a-z]+")
_FILLERS = frozenset({"de", "del", "of", "the", "st", "nd", "rd", "th", "el"})
_MOST = 40  # characters; no date is longer


def readings(form: Mapping[str, str], today: date) -> frozenset[date]:
    """Return every past day that a form may mean; none when it is no date.

    form: the fields `month`, `day` and `year`, or all in one field `birth_date`.
    """
    if form.get("birth_date", "").strip():
        found = _from_text(form["birth_date"], today)
    else:
        found = _dates(form.get("year", ""), form.get("month", ""), form.get("day", ""), today)
    return frozenset(day for day in found if day.year >= today.year - 130 and day <= today)


def _dates(year: str, month: str, day: str, today: date) -> Iterator[date]:
    months, days, years = _month(_plain(month)), _number(day), _years(_plain(year), today)
    for each in years:
        with suppress(ValueError):
            yield date(each, months, days)


def _from_text(text: str, today: date) -> Iterator[date]:
    parts = [part for part in _PARTS.findall(_plain(text[:_MOST])) if part not in _FILLERS]
    if len(parts) == 1 and parts[0].isdigit():
        parts = _split_digits(parts[0])
    if len(parts) != 3:
        return
    for year, month, day in _orders(parts):
        yield from _dates(year, month, day, today)


def _orders(parts: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield (year, month, day) in each order people write them."""
    first, second, third = parts
    if len(first) == 4 and first.isdigit():
        yield first, second, third
        return
    yield third, first, second
    yield third, second, first


def _split_digits(digits: str) -> list[str]:
    """Split 03091961, 030961 or 19610309."""
    if len(digits) == 8 and digits[:2] in ("19", "20") and int(digits[4:6]) <= 12:
        return [digits[:4], digits[4:6], digits[6:]]
    return [digits[:2], digits[2:4], digits[4:]] if len(digits) in (6, 8) else []


def _month(word: str) -> int:
    if word.isdigit():
        return _number(word)
    begins = (n for name, n in NUMBERS.items() if len(word) >= 3 and name.startswith(word))
    return ALSO.get(word) or next(begins, 0)


def _years(text: str, today: date) -> tuple[int, ...]:
    """Two digits are of this century or the last."""
    if not text.isdigit():
        return ()
    if len(text) == 2:
        century = today.year // 100 * 100
        return (century + int(text), century - 100 + int(text))
    return (int(text),) if len(text) == 4 else ()


def _number(text: str) -> int:
    found = re.fullmatch(r"(\d{1,2})(st|nd|rd|th)?", _plain(text))
    return int(found.group(1)) if found else 0


def _plain(text: str) -> str:
    """Lower case, no accents, digits of any script as 0-9."""
    whole = unicodedata.normalize("NFKD", text.strip().lower())
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() else c for c in whole if not unicodedata.combining(c)
    ).strip(" .")
