"""More questions than people answer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import longest
from bot.flow.model import Flow, QuestionKind

_MOST = 9  # what `max_prompts` is where a flow does not say


def _find(flow: Flow) -> Iterator[Found]:
    count = longest(flow, lambda question: int(question.kind is not QuestionKind.RANKING))
    if count > _MOST:
        yield Found(
            ("questions",), f"a patient may be asked {count} questions; {_MOST} is the most that people answer."
        )


TOO_MANY_PROMPTS = Check(
    name="too_many_prompts",
    level=Level.ERROR,
    reason="Patients give up half way, and each text costs.",
    example="ten core questions",
    fix="Make some optional (`core: false`), or take them out.",
    find=_find,
)
