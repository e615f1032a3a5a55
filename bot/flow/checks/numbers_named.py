"""Numbers to reply with that do not match the choices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.agenda.tokens import words
from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import Text, worded
from bot.flow.model import Flow, Option, QuestionKind

_NUMBER = re.compile(r"(?<!\w)\d(?!\w)")
_NUMBERED = re.compile(r"(?<!\w)(\d)(?!\w)([^\d]*)")


def _find(flow: Flow) -> Iterator[Found]:
    for text in worded(flow):
        if text.question.kind is QuestionKind.CHOICE and text.form != "prompt":
            named = [int(number) for number in _NUMBER.findall(text.words)]
            if named != list(range(1, len(text.question.options) + 1)):
                yield Found(
                    text.path,
                    f"it names {', '.join(map(str, named)) or 'no numbers'}, and there are {len(text.question.options)} choices.",
                )
            else:
                yield from _mixed_up(text)


def _mixed_up(text: Text) -> Iterator[Found]:
    """Yield a number that stands before the words of another choice than the one it chooses."""
    options = text.question.options
    for number, said in _NUMBERED.findall(text.words):
        alike = [_shared(said, option, text.language) for option in options]
        own = alike[int(number) - 1]
        nearest = options[alike.index(max(alike))]
        if max(alike) > own:
            yield Found(
                text.path,
                f"{number} stands before “{said.strip(' .,;:()')}”, and chooses “{options[int(number) - 1].label[text.language]}”:"
                f" “{nearest.label[text.language]}” is choice {options.index(nearest) + 1}.",
            )


def _shared(said: str, option: Option, language: str) -> float:
    """Return how much of a choice's label is said, from 0 to 1."""
    label = set(words(option.label[language]))
    return len(label & set(words(said))) / len(label) if label else 0


NUMBERS_NAMED = Check(
    name="numbers_named",
    level=Level.ERROR,
    reason="A patient who replies with a number would get another choice than the one read.",
    example="ask: {en: 'Who is it? 1 Parent 3 Carer'}",
    fix="Number the choices in the text in their order: 1, 2, 3, each before its own words.",
    find=_find,
)
