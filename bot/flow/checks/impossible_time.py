"""A time before the visit at which nobody has been invited yet."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import asked_after_visit
from bot.flow.model import Flow
from bot.outreach_times import CLOSING_BEFORE, INVITATION_BEFORE

_FIRST = int(INVITATION_BEFORE.total_seconds() // 3600)
_LAST = int(CLOSING_BEFORE.total_seconds() // 3600)


def _find(flow: Flow) -> Iterator[Found]:
    afterwards = asked_after_visit(flow)
    for step, question in flow.questions.items():
        for condition in flow.conditions(question):
            if condition.check == "hours_left" and step in afterwards:
                problem = f"{step!r} is asked after the visit, and wants {condition.value} hours left before it."
                yield Found(("questions", step, "when", "hours_left"), problem)
            elif condition.check == "hours_left" and int(condition.value or 0) > _FIRST:
                problem = f"{step!r} wants {condition.value} hours left, and patients are invited {_FIRST} before."
                yield Found(("questions", step, "when", "hours_left"), problem)


IMPOSSIBLE_TIME = Check(
    name="impossible_time",
    level=Level.ERROR,
    reason="Almost nobody would be asked.",
    example="when: {hours_left: 200}",
    fix=f"Choose a number between {_LAST} and {_FIRST}.",
    find=_find,
)
