"""An age that nobody has."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        bounds = {one.check: int(one.value or 0) for one in flow.conditions(question) if one.check.startswith("age_")}
        least, under = bounds.get("age_at_least", 0), bounds.get("age_under", 150)
        if least >= under:
            path = ("questions", step, "when", "age_at_least")
            yield Found(path, f"{step!r} is asked of nobody: {least} or older, and under {under}.")


IMPOSSIBLE_AGE = Check(
    name="impossible_age",
    level=Level.ERROR,
    reason="The question would never be asked.",
    example="when: {age_at_least: 65, age_under: 18}",
    fix="Set the least age (age_at_least) below the other (age_under), or take one of them out.",
    find=_find,
)
