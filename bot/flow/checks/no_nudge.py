"""A first question that helps nobody who is stuck."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow, QuestionKind


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        if question.fills == "items" and question.kind is QuestionKind.WORDS and not question.prompt:
            yield Found(("questions", step), f"{step!r} has no nudge (`prompt`) for whoever does not know what to say.")


NO_NUDGE = Check(
    name="no_nudge",
    level=Level.ADVICE,
    reason="Many people have nothing to say at first, and name something once they hear what others bring up.",
    example="main_concern without `prompt`",
    fix="Write two or three examples in “A nudge” (`prompt`), from small to large.",
    find=_find,
)
