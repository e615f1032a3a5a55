"""Steps that lead back to themselves."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import exits
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    try:
        TopologicalSorter({step: exits(question) for step, question in flow.questions.items()}).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        yield Found(("questions", circle[0], "next"), f"these steps go in a circle: {' > '.join(circle)}.")


CIRCLE = Check(
    name="circle",
    level=Level.ERROR,
    reason="The patient would be asked the same questions without end.",
    example="sleep: {next: pain} with pain: {next: sleep}",
    fix="Let the last of them go to a later step, or to the end (read_back).",
    find=_find,
)
