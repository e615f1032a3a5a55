"""An optional question that nothing asks for."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import asked_after_visit
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    afterwards = asked_after_visit(flow)
    questions = [question for question in flow.questions.values() if question.id not in afterwards]
    optional = [question for question in questions if not question.core]
    wanted = [question for question in optional if question.id in flow.also_ask]
    core = sum(question.core for question in questions)
    if wanted and core >= flow.max_prompts:
        names = ", ".join(question.id for question in wanted)
        yield Found(
            ("max_prompts",),
            f"{core} questions are always asked, and {flow.max_prompts} is the most (`max_prompts`), so {names} is not asked.",
        )


NEVER_ASKED = Check(
    name="never_asked",
    level=Level.ERROR,
    reason="A question that the clinic asked for would not be asked.",
    example="max_prompts: 6 with six core questions and `also_ask: [decides]`",
    fix="Allow more questions (`max_prompts`), or make one of the others optional (`core: false`).",
    find=_find,
    walks=True,
)
