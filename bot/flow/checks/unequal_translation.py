"""Two languages that do not ask the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.languages import NAMES
from bot.flow.checks.texts import Text, texts
from bot.flow.model import Flow, QuestionKind

_VARIABLE = re.compile(r"\{\w+\}")
_NUMBER = re.compile(r"(?<!\w)\d(?!\w)")


def _parts(text: Text) -> Counter[str]:
    """Count what has to be in both: values, and the numbers of choices to reply with."""
    numbers = _NUMBER.findall(text.words) if text.question.kind is QuestionKind.CHOICE else []
    return Counter([*_VARIABLE.findall(text.words), *numbers])


def _find(flow: Flow) -> Iterator[Found]:
    english = {text.path[:-1]: text for text in texts(flow) if text.language == "en"}
    for text in texts(flow):
        if text.language != "en":
            yield from _compared(english[text.path[:-1]], text)


def _compared(one: Text, other: Text) -> Iterator[Found]:
    ours, theirs = _parts(one), _parts(other)
    for language, only in (("en", ours - theirs), (other.language, theirs - ours)):
        if only:
            yield Found(other.path, f"only the {NAMES[language]} text has {', '.join(sorted(only))}.")


UNEQUAL_TRANSLATION = Check(
    name="unequal_translation",
    level=Level.ADVICE,
    reason="Patients of one language would be asked something else, or be told other numbers to reply with.",
    example="ask: {en: 'Who? 1 Mom 2 Dad', es: '¿Quién? 1 Mamá'}",
    fix="Make both say the same.",
    find=_find,
)
