"""More questions than people answer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import longest, usually
from bot.flow.model import MAX_PROMPTS, Flow, Question, QuestionKind

_WITH_FOLLOW_UPS = MAX_PROMPTS + 3
_AFTER_VISIT = 3  # who has been there already has little to win by answering


def _find(flow: Flow) -> Iterator[Found]:
    yield from _after_visit(flow)
    usual = longest(flow, lambda question: usually(flow, question) * _times(question))
    most = longest(flow, _times)
    if usual > MAX_PROMPTS:
        yield Found(
            ("questions",), f"patients are asked {usual} questions; {MAX_PROMPTS} is the most that people answer."
        )
    elif most > _WITH_FOLLOW_UPS:
        yield Found(
            ("questions",),
            f"a patient may be asked {most} questions, follow-ups included; {_WITH_FOLLOW_UPS} is the most.",
        )


def _times(question: Question) -> int:
    return question.repeat if question.each else int(question.kind is not QuestionKind.RANKING)


def _after_visit(flow: Flow) -> Iterator[Found]:
    count = longest(flow, lambda question: 1, flow.after_visit) if flow.after_visit else 0
    if count > _AFTER_VISIT:
        yield Found(
            ("after_visit",), f"a patient may be asked {count} questions after the visit; {_AFTER_VISIT} is the most."
        )


TOO_MANY_PROMPTS = Check(
    name="too_many_prompts",
    level=Level.ERROR,
    reason="Patients give up half way, and each text costs.",
    example="ten core questions",
    fix="Make some optional (`core: false`), or take them out.",
    find=_find,
    walks=True,
)
