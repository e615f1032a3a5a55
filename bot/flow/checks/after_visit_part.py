"""What is asked before the visit and what after it, kept apart."""

from __future__ import annotations

from collections.abc import Iterator

from bot.agenda.model import AFTER
from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import asked_after_visit, reached
from bot.flow.model import Flow, Question, QuestionKind

_KINDS = (QuestionKind.WORDS, QuestionKind.YES_NO, QuestionKind.CHOICE)


def _find(flow: Flow) -> Iterator[Found]:
    earlier, afterwards = reached(flow, flow.start), asked_after_visit(flow)
    for step, question in flow.questions.items():
        if step in earlier & afterwards:
            yield Found(("questions", step), f"{step!r} would be asked before the visit and again after it.")
        else:
            yield from _astray(question, afterwards=step in afterwards)


def _astray(question: Question, *, afterwards: bool) -> Iterator[Found]:
    fills_after = (question.fills or "").startswith(AFTER)
    if afterwards and not fills_after:
        yield Found(
            ("questions", question.id, "fills"), f"{question.id!r} is asked after the visit and fills the list for it."
        )
    if fills_after and not afterwards:
        yield Found(
            ("questions", question.id, "fills"),
            f"{question.id!r} is asked before the visit and fills what comes after it.",
        )
    if afterwards and (question.kind not in _KINDS or question.each):
        yield Found(("questions", question.id, "expect"), f"{question.id!r} builds the list, and the visit is over.")


AFTER_VISIT_PART = Check(
    name="after_visit_part",
    level=Level.ERROR,
    reason="The team would get the answer too late, or the patient would be asked about a visit that has not been.",
    example="after_visit: helped with helped: {fills: items}",
    fix="After the visit ask for words, yes or no, or a choice, and let the answer go to one of its own places "
    f"({AFTER}benefit, {AFTER}open, {AFTER}next); let nothing else lead there.",
    find=_find,
    walks=True,
)
