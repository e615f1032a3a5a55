"""A test that leads to a question the flow no longer has."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import PLACES, Flow


def _find(flow: Flow) -> Iterator[Found]:
    for script in flow.tests:
        for number, line in enumerate(script.lines):
            if line.then not in flow.questions and line.then not in PLACES:
                path = ("tests", script.name, "talk", str(number), "then")
                yield Found(path, f"test {script.name!r} leads to {line.then!r}, which this flow does not ask.")


PLACE_OF_TEST = Check(
    name="place_of_test",
    level=Level.ERROR,
    reason="The test cannot go as written.",
    example="`then: gaol`, or the name of a question that was taken out",
    fix="Talk to the flow again and keep that as the test, or take the test out.",
    find=_find,
)
