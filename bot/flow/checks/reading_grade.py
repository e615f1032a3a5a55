"""Texts that are hard to read."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.readability import grade
from bot.flow.checks.texts import worded
from bot.flow.model import Flow

_HIGHEST = 6.0  # school grade: half of the adults of the United States read at the eighth or below


def _find(flow: Flow) -> Iterator[Found]:
    for text in worded(flow):
        reads = grade(text.words, text.language)
        if reads > _HIGHEST:
            yield Found(text.path, f"it reads at grade {reads:.1f}; {_HIGHEST:.0f} is the highest.")


READING_GRADE = Check(
    name="reading_grade",
    level=Level.ERROR,
    reason="Who reads with effort answers less, or something else than was asked.",
    example="ask: {en: Please characterize the predominant difficulties encountered following hospitalization.}",
    fix="Use shorter sentences and shorter words.",
    find=_find,
)
