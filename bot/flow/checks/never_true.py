"""Conditions that exclude each other, so that a question is never asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.languages import NAMES
from bot.flow.model import Condition, Flow, Question

_MOST = 20  # topics: nobody brings more to a visit
_NUMBERS = ("items", "team_topics")
# A visit has one of each.
_ONE_OF = {"language": "the language", "answered_by": "who answers", "visit_type": "the type of the visit"}


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        problem = next(_contradictions(flow, question), None)
        if problem:
            yield Found(("questions", step, "when" if question.when else "section"), problem)
    for name in flow.sections:
        if not any(question.section == name for question in flow.questions.values()):
            yield Found(("sections", name), f"no question is in the section {name!r}.")
    for step, question in flow.questions.items():
        if question.instead_of == step:
            yield Found(("questions", step, "instead_of"), f"{step!r} cannot take its own place.")


def _contradictions(flow: Flow, question: Question) -> Iterator[str]:
    """Yield what no patient can fulfil: of the question's own conditions and those of its section together."""
    every = flow.conditions(question)
    yield from _about_answers(every)
    for check, called in _ONE_OF.items():
        wanted = sorted({_called(str(one.value)) for one in every if one.check == check})
        if len(wanted) > 1:
            yield f"{called} cannot be {' and '.join(wanted)} at once."
    for one in every:
        if one.check in _NUMBERS and int(one.value or 0) > _MOST:
            yield f"nobody has {one.value} topics."


def _called(value: str) -> str:
    return NAMES.get(value, value.casefold())


def _about_answers(every: Sequence[Condition]) -> Iterator[str]:
    for asked in dict.fromkeys(one.question for one in every if one.question):
        here = [one for one in every if one.question == asked]
        checks, is_ = {one.check for one in here}, {one.value for one in here if one.check == "is"}
        if "not_said" in checks and checks & {"said", "is"}:
            yield f"{asked!r} cannot be answered and not answered at once."
        if len(is_) > 1:
            yield f"the answer to {asked!r} cannot be {' and '.join(sorted(map(str, is_)))} at once."
        if is_ & {one.value for one in here if one.check == "is_not"}:
            yield f"the answer to {asked!r} cannot be {min(map(str, is_))} and something else at once."


NEVER_TRUE = Check(
    name="never_true",
    level=Level.ERROR,
    reason="It looks as if something is asked, and no patient ever gets it.",
    example="`when: {said: goal, not_said: goal}`",
    fix="Take one of the conditions out, or what nothing uses.",
    find=_find,
)
