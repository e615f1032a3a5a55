"""A condition on an answer that nobody can give."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import chosen
from bot.flow.model import Flow, Question

_ANYWHERE = frozenset({"dont_know"})
_STEP = frozenset({"not_now"})  # of a question that fills commitments.patient


def _values(question: Question) -> frozenset[str]:
    return chosen(question) | _ANYWHERE | (_STEP if question.fills == "commitments.patient" else frozenset())


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        for condition in flow.conditions(question):
            if condition.check not in ("is", "is_not") or condition.question is None:
                continue
            known = _values(flow.questions[condition.question])
            if condition.value not in known:
                path = ("questions", step, "when", condition.check, condition.question)
                can_be = ", ".join(sorted(known))
                yield Found(
                    path, f"the answer to {condition.question!r} is never {condition.value!r}; it can be {can_be}."
                )


CONDITION_VALUE = Check(
    name="condition_value",
    level=Level.ERROR,
    reason="The condition would never hold, or always.",
    example="`when: {is: {who_answers: nurse}}` where nurse is no option",
    fix="Write one of the answers that are there.",
    find=_find,
)
