"""What the team looks for in a summary and this flow never asks."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow

_GOALS = frozenset({"what_matters.goal", "hoped_outcome", "commitments.patient", "questions"})


def _find(flow: Flow) -> Iterator[Found]:
    filled = {question.fills for question in flow.questions.values()}
    if filled.isdisjoint(_GOALS):
        yield Found(("questions",), "nobody is asked what they hope for or want to know: these lines stay empty.")


SUMMARY_GAPS = Check(
    name="summary_gaps",
    level=Level.ADVICE,
    reason="A list of problems does not tell the team what a good outcome is for this person.",
    example="a flow that only fills items",
    fix=f"Ask for a goal, a hope, a step of the patient's own or a question (`fills`: {', '.join(sorted(_GOALS))}).",
    find=_find,
)
