"""More questions than people answer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import longest
from bot.flow.model import MAX_PROMPTS, Flow, QuestionKind


def _find(flow: Flow) -> Iterator[Found]:
    count = longest(flow, lambda question: int(question.kind is not QuestionKind.RANKING))
    if count > MAX_PROMPTS:
        yield Found(
            ("questions",), f"a patient may be asked {count} questions; {MAX_PROMPTS} is the most that people answer."
        )


TOO_MANY_PROMPTS = Check(
    name="too_many_prompts",
    level=Level.ERROR,
    reason="Patients give up half way, and each text costs.",
    example="ten core questions",
    fix="Make some optional (`core: false`), or take them out.",
    find=_find,
)
