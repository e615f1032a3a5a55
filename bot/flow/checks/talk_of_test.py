"""A test in which nothing is said, or that waits longer than any visit does."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import MOST_HOURS, Flow


def _find(flow: Flow) -> Iterator[Found]:
    for script in flow.tests:
        talk = ("tests", script.name, "talk")
        if not script.lines:
            yield Found(talk, f"in the test {script.name!r} nobody says anything.")
        for number, line in enumerate(script.lines):
            if line.hours > MOST_HOURS:
                problem = f"the test {script.name!r} waits {line.hours} hours before a text; {MOST_HOURS} is the most."
                yield Found((*talk, str(number), "hours"), problem)


TALK_OF_TEST = Check(
    name="talk_of_test",
    level=Level.ERROR,
    reason="The test would show nothing about the flow.",
    example="`talk: []`, or a line with `hours: 10000`",
    fix="Talk to the flow again and keep that as the test, or take the test out.",
    find=_find,
)
