"""Two choices that one answer would name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bot.agenda.tokens import words
from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow, Option


def _names(option: Option, language: str) -> set[tuple[str, ...]]:
    return {words(name) for name in (option.label[language], *option.words.get(language, ()))}


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        for one, other in combinations(question.options, 2):
            for language in one.label:
                same = _names(one, language) & _names(other, language)
                if same:
                    path = ("questions", step, "options", other.id)
                    yield Found(path, f"{' '.join(min(same))!r} names both {one.id!r} and {other.id!r}.")


OPTIONS_ALIKE = Check(
    name="options_alike",
    level=Level.ERROR,
    reason="The answer of a patient who uses that word would be taken for the first of them.",
    example="options: {mom: {en: Parent}, dad: {en: Parent}}",
    fix="Give each a word of its own.",
    find=_find,
)
