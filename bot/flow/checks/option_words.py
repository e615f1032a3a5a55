"""A choice whose numbers have no words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import texts, words
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    for text in texts(flow):
        if text.form == "label" and not words(text.words):
            yield Found(text.path, f"the choice {text.words!r} has no words.")


OPTION_WORDS = Check(
    name="option_words",
    level=Level.ERROR,
    reason="Nobody knows what a bare number or sign stands for, and a screen reader says less still.",
    example="options: {one: {en: '1', es: '1'}}",
    fix="Give it a label of one to four words.",
    find=_find,
)
