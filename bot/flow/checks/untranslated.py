"""A text in another language than it is for."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.languages import NAMES, strange, telling
from bot.flow.checks.texts import headings, texts, words
from bot.flow.document import Path
from bot.flow.model import Flow

_SHORTEST = 3  # words; "OK" and "Normal" are the same in both


def _find(flow: Flow) -> Iterator[Found]:
    every = dict(_read(flow))
    for path, said in every.items():
        language, in_english = path[-1], (*path[:-1], "en")
        sentence = strange(said, language)
        if sentence:
            other = next(name for key, name in NAMES.items() if key != language)
            yield Found(path, f"the {NAMES[language]} text says {sentence!r}, which is {other}.")
        elif language == "es" and _is_copied(said, english=every[in_english]):
            yield Found(path, "the Spanish is word for word the English.")


def _read(flow: Flow) -> Iterator[tuple[Path, str]]:
    yield from ((text.path, text.words) for text in texts(flow))
    yield from headings(flow)


def _is_copied(spanish: str, *, english: str) -> bool:
    same = spanish.casefold() == english.casefold()
    tells = telling(spanish, "en") > telling(spanish, "es")
    return same and (len(words(spanish)) >= _SHORTEST or tells)


UNTRANSLATED = Check(
    name="untranslated",
    level=Level.ERROR,
    reason="A patient would be texted in a language they did not ask for.",
    example="ask: {en: How are you now?, es: How are you today?}",
    fix="Have it translated.",
    find=_find,
)
