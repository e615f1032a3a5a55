"""Where the steps of a flow lead."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from bot.flow.model import Flow, Question, QuestionKind


def exits(question: Question) -> tuple[str, ...]:
    """Return the steps that may come right after, each once; the read-back is none."""
    steps = (question.next, question.unclear.next, *(option.next for option in question.options))
    return tuple(dict.fromkeys(step for step in steps if step not in (None, QuestionKind.READ_BACK.value)))


def reached(flow: Flow, start: str) -> set[str]:
    """Return the steps that can come from `start` on; that one is among them."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            swaps = [question.id for question in flow.questions.values() if question.instead_of == step]
            waiting += [*exits(flow.questions[step]), *swaps]
    return found


def asked_after_visit(flow: Flow) -> set[str]:
    return reached(flow, flow.after_visit) if flow.after_visit else set()


def before(flow: Flow, step: str) -> set[str]:
    """Return the steps that may have been asked when this one is."""
    earlier = {other for other in flow.questions if other != step and step in reached(flow, other)}
    return earlier | reached(flow, flow.start) if step in asked_after_visit(flow) else earlier


def longest(flow: Flow, weight: Callable[[Question], int], start: str | None = None) -> int:
    """Return the greatest sum of weights of any way from `start`, or the first step, to the read-back.

    Counted is what is asked where no answer decides otherwise.
    """
    swapped = {flow.questions[name].instead_of for name in flow.also_ask}

    @cache
    def from_here(step: str) -> int:
        question = flow.questions[step]
        asked = step not in swapped and (question.core or step in flow.also_ask) and not _depends(flow, question)
        return asked * weight(question) + max(map(from_here, exits(question)), default=0)

    return from_here(start or flow.start)


def _depends(flow: Flow, question: Question) -> bool:
    return any(condition.check != "items" for condition in flow.conditions(question))
