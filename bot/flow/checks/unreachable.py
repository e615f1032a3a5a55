"""Steps that nobody comes to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import asked_after_visit, reached
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    known = reached(flow, flow.start) | asked_after_visit(flow)
    for step in flow.questions:
        if step not in known:
            yield Found(("questions", step), f"no step goes to {step!r}.")


UNREACHABLE = Check(
    name="unreachable",
    level=Level.ERROR,
    reason="No patient would ever be asked this.",
    example="a question that no `next` names",
    fix="Let the question before it lead to it (`next`), or take it out.",
    find=_find,
)
