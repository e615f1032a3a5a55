"""Names of questions, sections and choices that are none, or that mean something else already."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.document import Path
from bot.flow.drafting.names import NAME
from bot.flow.model import PLACES, Flow


def _find(flow: Flow) -> Iterator[Found]:
    for path in _named(flow):
        name = path[-1]
        if not NAME.fullmatch(name):
            yield Found(path, f"{name!r} is no name: a small letter, then small letters, digits and _, 41 at most.")
        elif name in PLACES and path[0] == "questions":
            yield Found(path, f"{name!r} is what a place in every conversation is called.")


def _named(flow: Flow) -> Iterator[Path]:
    for step, question in flow.questions.items():
        yield "questions", step
        yield from (("questions", step, "options", option.id) for option in question.options)
    yield from (("sections", name) for name in flow.sections)


# Not a refusal to read: a version that was published before there was this check must go on being read.
NAMES = Check(
    name="names",
    level=Level.ERROR,
    reason="Tests, exports and reports call it by this name, and would mean something else or nothing.",
    example="a question called `finished`, or `2nd question`",
    fix="Give it a name such as help_at_home.",
    find=_find,
)
