"""A value in braces that flows do not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import headings, texts
from bot.flow.model import Flow
from bot.flow.values import NAMED, VALUES

_BRACES = re.compile(r"\{[^{}]*\}?|\}")


def _find(flow: Flow) -> Iterator[Found]:
    for path, heading in headings(flow):
        for braces in _BRACES.findall(heading):
            yield Found(path, f"a heading holds no values, and {braces} would be read as it stands.")
    for text in texts(flow):
        for braces in _BRACES.findall(text.words):
            if braces.strip("{}") not in VALUES or not NAMED.fullmatch(braces):
                known = ", ".join(f"{{{name}}}" for name in VALUES)
                yield Found(text.path, f"{braces} is no value that a question can hold. Values: {known}.")
            elif VALUES[braces.strip("{}")].topical and not text.question.each:
                yield Found(
                    text.path, f"{braces} is known only where a question is asked about each topic (`each: topic`)."
                )


UNKNOWN_VARIABLE = Check(
    name="unknown_variable",
    level=Level.ERROR,
    reason="The patient would read the braces, or a name or number that must not stand in a text message.",
    example="ask: {en: 'Hi {patient_name}, how are you?'}",
    fix="Word the question without it.",
    find=_find,
)
