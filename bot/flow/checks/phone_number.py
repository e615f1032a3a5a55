"""A phone number that is written out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import headings, holding, texts
from bot.flow.model import Flow

_UNIT = r"(?:mg|mcg|ml|g|kg|steps?|pasos|calor\w+|kcal|feet|meters?|metros)\b"
_NUMBER = re.compile(
    r"\+\d[\d\s().-]{7,}\d"
    rf"|(?<![\d/.-])(?:1[\s.-])?(?:\(\d{{3}}\)\s?|\d{{3}}[\s.-]?)?\d{{3}}[\s.-]?\d{{4}}(?![\d/-]|\s*{_UNIT})"
    r"|\b(?:1[\s.-]?)?8(?:00|88|77|66|55|44|33)[\s.-]?[a-z][a-z-]{5,}"
    r"|\b(?:call|dial|phone|ring|llam[ea]|marque|marca)\s+(?:us\s+|al?\s+|on\s+|at\s+)*(?!(?:911|988)\b)\d{3,6}\b"
    r"|\b(?:text|env[ií][ea]|mand[ea])\s+(?:\w+\s+)?(?:to|al?)\s+\d{5,6}\b",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text, number in holding(texts(flow), _NUMBER):
        yield Found(text.path, _PROBLEM.format(number))
    for path, heading in headings(flow):
        written = _NUMBER.search(heading)
        if written:
            yield Found(path, _PROBLEM.format(written.group()))


_PROBLEM = "{!r} is a phone number that is written out."


PHONE_NUMBER = Check(
    name="phone_number",
    level=Level.ERROR,
    reason="It stays in the text when the number changes, and another clinic's patients would call it.",
    example="ask: {en: Call 555-1234 if you need a ride. What else helps?}",
    fix="Write {phone}, which is the clinic's number; 911 and 988 may stand as they are.",
    find=_find,
)
