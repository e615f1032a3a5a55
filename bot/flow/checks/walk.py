"""Where the steps of a flow lead."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from bot.flow.model import Flow, Question, QuestionKind

_ONE_OF_SEVERAL = ("is", "language", "visit_type", "answered_by")  # conditions that hold for one value only
_USUAL = ("items", "said", "is_not", "hours_left")  # conditions that hold for most
Weight = Callable[[Question], int]


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


def usually(flow: Flow, question: Question) -> bool:
    """Whether most who come to it are asked it: whoever answers, has two topics, and is not late."""
    return all(condition.check in _USUAL for condition in flow.conditions(question))


def longest(flow: Flow, weight: Weight, start: str | None = None) -> int:
    """Return the sum of weights of the heaviest way from `start`, or the first step, to the read-back.

    Every condition is taken to hold; of questions that wait for different answers to one question, or for different
    kinds of visits, the heaviest count.
    """
    weights, excluding = 0, dict[tuple[str, str | None], dict[object, int]]()
    for question in _heaviest(flow, weight, start or flow.start):
        on = next((one for one in flow.conditions(question) if one.check in _ONE_OF_SEVERAL), None)
        if on is None:
            weights += weight(question)
        else:
            by_value = excluding.setdefault((on.check, on.question), {})
            by_value[on.value] = by_value.get(on.value, 0) + weight(question)
    return weights + sum(max(by_value.values()) for by_value in excluding.values())


def _heaviest(flow: Flow, weight: Weight, start: str) -> tuple[Question, ...]:
    """Return what is asked on the heaviest way if every condition holds."""
    swapped = {flow.questions[name].instead_of for name in flow.also_ask}

    @cache
    def from_here(step: str) -> tuple[int, tuple[Question, ...]]:
        question = flow.questions[step]
        asked = step not in swapped and (question.core or step in flow.also_ask)
        sum_behind, behind = max(map(from_here, exits(question)), default=(0, ()), key=lambda way: way[0])
        return (sum_behind + weight(question), (question, *behind)) if asked else (sum_behind, behind)

    return from_here(start)[1]
