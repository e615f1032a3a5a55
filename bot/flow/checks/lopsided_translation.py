"""One language says much more than the other."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.languages import NAMES
from bot.flow.checks.texts import texts, words
from bot.flow.model import Flow

_MOST = 2.0  # Spanish takes about a quarter more words; the shipped texts stay below 1.6
_SHORTEST = 5  # words


def _find(flow: Flow) -> Iterator[Found]:
    english = {text.path[:-1]: len(words(text.words)) for text in texts(flow) if text.language == "en"}
    for text in texts(flow):
        ours, theirs = english[text.path[:-1]], len(words(text.words))
        few, many = sorted((ours, theirs))
        if many >= _SHORTEST and many > _MOST * max(few, 1):
            yield Found(text.path, f"{ours} words in English, {theirs} in {NAMES[text.language]}.")


LOPSIDED_TRANSLATION = Check(
    name="lopsided_translation",
    level=Level.ADVICE,
    reason="Something was left out, or explained to one reader only.",
    example="ask: {en: 'What matters to you most these days, and why?', es: '¿Qué importa?'}",
    fix="Say in both what the other says.",
    find=_find,
)
