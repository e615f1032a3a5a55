"""A hand-over after an answer that nobody can give."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import chosen
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        if question.hand_over is not None and question.hand_over not in chosen(question):
            can_be = ", ".join(sorted(chosen(question))) or "free words, which decide nothing"
            yield Found(
                ("questions", step, "hand_over"), f"the answer is never {question.hand_over!r}; it can be {can_be}."
            )


HAND_OVER_VALUE = Check(
    name="hand_over_value",
    level=Level.ERROR,
    reason="A patient who wants a person would get none.",
    example="`expect: yes_no` with `hand_over: call`",
    fix="Write one of the answers that are there.",
    find=_find,
)
