"""Whether the steps of a flow lead to the end: checked before a patient walks them."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from bot.flow.document import Document
from bot.flow.model import Flow, Question, QuestionKind


def check_paths(flow: Flow, doc: Document) -> None:
    """Raise FlowError for a circle, a step nobody reaches, or a flow that asks for nothing to talk about."""
    for question in flow.questions.values():
        _check_kind(question, doc)
    _check_ends(flow, doc)
    reached = _reached(flow)
    for step in flow.questions:
        if step not in reached:
            raise doc.error(("questions", step), f"no step goes to {step!r}. Name it in a `next`, or take it out.")
    if not any(question.fills == "items" for question in flow.questions.values()):
        raise doc.error(("questions",), "no step has `fills: items`; the patient could not say what to talk about.")


def _check_kind(question: Question, doc: Document) -> None:
    ranks = question.kind is QuestionKind.RANKING
    if ranks != (question.fills == "items.rank"):
        raise doc.error(("questions", question.id), "`expect: ranking` and `fills: items.rank` go together.")


def _check_ends(flow: Flow, doc: Document) -> None:
    try:
        TopologicalSorter({step: _exits(question) for step, question in flow.questions.items()}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        path = ("questions", circle[0], "next")
        raise doc.error(path, f"these steps go in a circle: {' > '.join(circle)}.") from error


def _exits(question: Question) -> tuple[str, ...]:
    steps = (question.next, question.unclear.next, *(option.next for option in question.options))
    return tuple(dict.fromkeys(step for step in steps if step is not None))


def _reached(flow: Flow) -> set[str]:
    reached: set[str] = set()
    waiting = [flow.start]
    while waiting:
        step = waiting.pop()
        if step not in reached:
            reached.add(step)
            swaps = [question.id for question in flow.questions.values() if question.instead_of == step]
            waiting += [*_exits(flow.questions[step]), *swaps]
    return reached
