"""A value in a text message that says whom a patient sees, or why."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked
from bot.flow.model import Flow
from bot.flow.values import VALUES, names_in


def _find(flow: Flow) -> Iterator[Found]:
    for text in asked(flow):
        for name in names_in(text.words):
            if name in VALUES and VALUES[name].private:
                yield Found(text.path, f"{{{name}}} is {VALUES[name].meaning}, and whoever sees the phone can read it.")


PRIVATE_VALUE = Check(
    name="private_value",
    level=Level.ERROR,
    reason="Text messages are read over shoulders and on shared phones.",
    example="ask: {en: 'What do you want to ask {clinician}?'}",
    fix="Word the text message without it; the wording for the web chat (`web`) may name it.",
    find=_find,
)
