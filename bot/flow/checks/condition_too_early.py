"""A condition on an answer that cannot be there yet."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import before
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        earlier = before(flow, step)
        for condition in flow.conditions(question):
            if condition.question is not None and condition.question not in earlier:
                path = ("questions", step, "when", condition.check)
                yield Found(
                    path, f"{step!r} looks at the answer to {condition.question!r}, which is not asked before it."
                )


CONDITION_TOO_EARLY = Check(
    name="condition_too_early",
    level=Level.ERROR,
    reason="The condition would never hold, or always.",
    example="the first question with `when: {said: goal}`",
    fix="Ask that question earlier, or take the condition out.",
    find=_find,
    walks=True,
)
