"""Which language a message is in, when that is sure."""

from __future__ import annotations

from functools import lru_cache

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from bot.safety.normalise import words_of
from bot.understanding.lexicon import read

SERVED = ("en", "es")
# Those we serve, and those spoken most often at home in the United States beside them (census), as far as lingua knows
# them: Haitian Creole it does not, and takes for French.
_KNOWN = ("EN", "ES", "VI", "ZH", "TL", "KO", "RU", "AR", "FR", "PT", "PL", "DE", "IT", "JA", "SO", "UK", "HI")
_LATIN_ENDS = 0x24F
_ENOUGH = 300  # characters are enough for any language, and bound the time

# Short texts in Latin script are too alike: "change my diet" looks German to a detector.
_FEWEST_LETTERS = 12
_FEWEST_WORDS = 2
_FEWEST_FOREIGN_WORDS = 3
_SURE = 0.75
_VERY_SURE = 0.9
_COMMON_SHARE = 0.4  # of the words are everyday words of one language: no need for the detector
_FOREIGN_SHARE = 0.6  # of the words are known words of a language that is not ours
_SERVED_SHARE = 0.2  # more everyday words of ours than this, and it is no other language


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language, None when the text is too short or mixed to say.

    Everyday words decide most messages in microseconds; the detector takes about a millisecond.
    """
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > 1 and sum(ord(letter) > _LATIN_ENDS for letter in letters) * 2 > len(letters):
        return _detected(text, 0)  # whatever it is, nobody here reads the script
    words = [word.text for word in words_of(text)]
    if len(letters) < _FEWEST_LETTERS or len(words) < _FEWEST_WORDS:
        return None
    shares = _shares(words)
    return _by_common_words(shares) or _foreign(words) or _latin(text, len(words), max(shares.values()))


def _shares(words: list[str]) -> dict[str, float]:
    """Return, for each language we serve, the share of the words that are everyday words of it."""
    return {name: sum(word in common for word in words) / len(words) for name, common in _common().items()}


def _by_common_words(shares: dict[str, float]) -> str | None:
    best = max(shares, key=lambda language: shares[language])
    others = max(share for language, share in shares.items() if language != best)
    return best if shares[best] >= _COMMON_SHARE and shares[best] >= 2 * others else None


def _foreign(words: list[str]) -> str | None:
    """Return the language that most of the words are known words of."""
    shares = {name: sum(word in known for word in words) / len(words) for name, known in _foreign_words().items()}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= _FOREIGN_SHARE and len(words) >= _FEWEST_FOREIGN_WORDS else None


def _latin(text: str, words: int, share: float) -> str | None:
    accented = any(ord(letter) > 0x7F for letter in text if letter not in "ñÑ¿¡’“”áéíóúÁÉÍÓÚü")
    found = _detected(text, _SURE if accented else _VERY_SURE)
    if found in _common():
        return found
    foreign = words >= _FEWEST_FOREIGN_WORDS and share <= _SERVED_SHARE
    return found if foreign or accented else None


def _detected(text: str, sure: float) -> str | None:
    found = _detector().compute_language_confidence_values(text[:_ENOUGH])
    if not found or found[0].value < sure:
        return None
    code: str = found[0].language.iso_code_639_1.name.lower()
    return code


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    """Low accuracy mode: a tenth of the memory, and as good for sentences of the length that we look at."""
    languages = [Language.from_iso_code_639_1(getattr(IsoCode639_1, code)) for code in _KNOWN]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


@lru_cache(maxsize=1)
def _common() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in read("common_words.yml").items()}


@lru_cache(maxsize=1)
def _foreign_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in read("foreign_words.yml").items()}
