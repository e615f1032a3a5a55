"""Topics are asked for once and never again."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow, QuestionKind


def _find(flow: Flow) -> Iterator[Found]:
    kinds = {question.kind for question in flow.questions.values() if question.fills == "items"}
    if kinds and QuestionKind.SOMETHING_ELSE not in kinds:
        yield Found(("questions",), "nobody is asked whether there is something else to talk about.")


NO_SOMETHING_ELSE = Check(
    name="no_something_else",
    level=Level.ADVICE,
    reason="The first topic is often not the one that matters most; it comes up at the door.",
    example="a flow with one question that fills items",
    fix="Add one of the kind “More of the same” (`expect: something_else`) that asks for topics (`fills: items`).",
    find=_find,
)
