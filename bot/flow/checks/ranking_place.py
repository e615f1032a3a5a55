"""A ranking that ranks nothing, or a rank that is no ranking."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow, QuestionKind


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        if (question.kind is QuestionKind.RANKING) != (question.fills == "items.rank"):
            yield Found(("questions", step), "`expect: ranking` and `fills: items.rank` go together.")


RANKING_PLACE = Check(
    name="ranking_place",
    level=Level.ERROR,
    reason="The order that the patient gives would be lost.",
    example="start_with: {expect: ranking, fills: items}",
    fix="Choose both “Which topic comes first” and “Order of the topics”, or neither.",
    find=_find,
)
