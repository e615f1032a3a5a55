"""The same words in both languages."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import texts, words
from bot.flow.model import Flow

_SHORTEST = 3  # words; "OK" and "Normal" are the same in both


def _find(flow: Flow) -> Iterator[Found]:
    english = {text.path[:-1]: text.words for text in texts(flow) if text.language == "en"}
    for text in texts(flow):
        same = text.language == "es" and text.words.casefold() == english[text.path[:-1]].casefold()
        if same and len(words(text.words)) >= _SHORTEST:
            yield Found(text.path, "the Spanish is word for word the English.")


UNTRANSLATED = Check(
    name="untranslated",
    level=Level.ERROR,
    reason="A patient who asked for Spanish would be texted in English.",
    example="ask: {en: How are you today?, es: How are you today?}",
    fix="Have it translated.",
    find=_find,
)
