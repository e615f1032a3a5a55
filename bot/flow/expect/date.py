"""A date, in the ways people text one in the United States, in English or Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.agenda.tokens import fold

_MONTHS = (
    ("jan", "january", "ene", "enero"),
    ("feb", "february", "febrero"),
    ("mar", "march", "marzo"),
    ("apr", "april", "abr", "abril"),
    ("may", "mayo"),
    ("jun", "june", "junio"),
    ("jul", "july", "julio"),
    ("aug", "august", "ago", "agosto"),
    ("sep", "sept", "september", "septiembre", "setiembre"),
    ("oct", "october", "octubre"),
    ("nov", "november", "noviembre"),
    ("dec", "december", "dic", "diciembre"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_NAMED = "|".join(sorted(_MONTH, key=len, reverse=True))
_DAYS = {"today": 0, "hoy": 0, "yesterday": -1, "ayer": -1, "tomorrow": 1, "manana": 1}

_ISO = re.compile(r"\b(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\b")
_NUMBERS = re.compile(r"\b(?P<one>\d{1,2})[-/.](?P<two>\d{1,2})(?:[-/.](?P<year>\d{4}|\d{2}))?\b")
_MONTH_DAY = re.compile(
    rf"\b(?P<name>{_NAMED})\b\.?\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s*(?:of\s+|de\s+|del\s+)?(?P<year>\d{{4}}))?"
)
_DAY_MONTH = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*(?:of\s+|de\s+)?(?P<name>{_NAMED})\b\.?(?:,?\s*(?:de\s+|del\s+)?(?P<year>\d{{4}}))?"
)


def date_in(text: str, *, language: str, today: date) -> date | None:
    """Return the one date in a text, or None when there is none or more than one.

    12/14 is December 14 in both languages; 14/12, or 3/4 in Spanish, has the day first. Without a year the nearest
    such day is meant; a two-figure year lies at most ten years ahead.
    """
    found = set(_dates(" ".join(fold(word) for word in text.split()), language, today))
    return found.pop() if len(found) == 1 else None


def _dates(text: str, language: str, today: date) -> Iterator[date]:
    yield from (today + timedelta(days=days) for word, days in _DAYS.items() if re.search(rf"\b{word}\b", text))
    for pattern in (_ISO, _MONTH_DAY, _DAY_MONTH):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            month = _MONTH[parts["name"]] if "name" in parts else int(parts["month"])
            yield from _day(_year(parts["year"], today), month, int(parts["day"]), today)
    for match in _NUMBERS.finditer(_ISO.sub(" ", text)):
        month, day = _in_order(int(match["one"]), int(match["two"]), language)
        yield from _day(_year(match["year"], today), month, day, today)


def _in_order(one: int, two: int, language: str) -> tuple[int, int]:
    day_first = one > 12 or (language == "es" and two <= 12)
    return (two, one) if day_first else (one, two)


def _year(written: str | None, today: date) -> int | None:
    if written is None or len(written) == 4:
        return int(written) if written else None
    near = today.year // 100 * 100 + int(written)
    return near - 100 if near > today.year + 10 else near


def _day(year: int | None, month: int, day: int, today: date) -> Iterator[date]:
    """Yield the day if the calendar has it; without a year, the nearest one."""
    years = [year] if year is not None else [today.year, today.year - 1, today.year + 1]
    days = [made for made in (_made(one, month, day) for one in years) if made is not None]
    yield from sorted(days, key=lambda one: abs(one - today))[:1]


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
