"""Which language a message is in, when that is sure."""

from __future__ import annotations

from functools import lru_cache

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from bot.safety.normalise import words_of
from bot.understanding.lexicon import read

# Those we serve, and those that patients of the clinics speak most often beside them (US Census, language at home).
_KNOWN = (
    "en es vi zh tl ko ru ar fr pt pl de it ja so uk hi".upper().split()
)  # "ht" (Haitian Creole) is unknown to lingua, which takes it for French
_FEWEST_LETTERS = 12  # in Latin script: below, "no me va" could be half a dozen languages
_FEWEST_WORDS = 2
_SURE = 0.75
_COMMON_SHARE = 0.5  # of the words are everyday words of one language: no need for the detector


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language, None when the text is too short or mixed to say.

    Everyday words decide most messages in microseconds; the detector takes about a millisecond.
    """
    words = [word.text for word in words_of(text)]
    letters = sum(map(str.isalpha, text))
    foreign = any(letter.isalpha() and ord(letter) > _LATIN_ENDS for letter in text)
    if foreign:
        return _detected(text)
    if letters < _FEWEST_LETTERS or len(words) < _FEWEST_WORDS:
        return None
    return _by_common_words(words) or _detected(text)


_LATIN_ENDS = 0x24F


def _by_common_words(words: list[str]) -> str | None:
    shares = {
        language: sum(word in common for word in words) / max(len(words), 1) for language, common in _common().items()
    }
    best = max(shares, key=lambda language: shares[language])
    others = [share for language, share in shares.items() if language != best]
    return best if shares[best] >= _COMMON_SHARE and shares[best] > 2 * max(others) else None


def _detected(text: str) -> str | None:
    found = detector().compute_language_confidence_values(text[:_ENOUGH])
    if not found or found[0].value < _SURE:
        return None
    code: str = found[0].language.iso_code_639_1.name.lower()
    return code


_ENOUGH = 300  # characters are enough for any language, and bound the time


@lru_cache(maxsize=1)
def detector() -> LanguageDetector:
    languages = [Language.from_iso_code_639_1(getattr(IsoCode639_1, code)) for code in _KNOWN]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


@lru_cache(maxsize=1)
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in read("common_words.yml").items()}
