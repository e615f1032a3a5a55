"""A long question without a short wording, or with one that is longer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow

_LONG = 110  # characters: beside a line of ours it no longer fits into one part


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        for language, full in question.ask.items():
            short = question.short[language]
            if len(short) > len(full):
                yield Found(("questions", step, "short", language), "the short wording is longer than the question.")
            elif short == full and len(full) > _LONG:
                yield Found(("questions", step, "ask", language), f"{len(full)} characters, and no short wording.")


SHORT_WORDING = Check(
    name="short_wording",
    level=Level.ADVICE,
    reason="A question is asked again beside another line, where it has to be short.",
    example="a question of 120 characters with no `short`",
    fix="Write it in “Shorter” (`short`): the same question in fewer words.",
    find=_find,
)
