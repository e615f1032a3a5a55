"""A ranking before there is anything to rank."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import before
from bot.flow.model import Flow, QuestionKind


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        earlier = before(flow, step) if question.kind is QuestionKind.RANKING else set()
        if question.kind is QuestionKind.RANKING and not any(flow.questions[one].fills == "items" for one in earlier):
            yield Found(("questions", step), f"{step!r} asks which topic comes first before any topic was asked for.")


RANKING_TOO_EARLY = Check(
    name="ranking_too_early",
    level=Level.ERROR,
    reason="There is nothing to choose from yet, so nobody would be asked.",
    example="start_with as the first question",
    fix="Put it after the questions that ask for topics (`fills: items`).",
    find=_find,
    walks=True,
)
