"""Which language a message is in, when that is sure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from bot.safety.normalise import words_of
from bot.understanding.lexicon import read
from bot.understanding.scripts import language_by_script, other_script

SERVED = ("en", "es")
# Those we serve, and those in Latin letters spoken most often at home in the United States beside them (census). Tagalog
# and Somali are left to the words: the detector sees them in short English texts ("stop sending me these texts").
_KNOWN = ("EN", "ES", "VI", "FR", "PT", "PL", "DE", "IT")
_ENOUGH = 300  # characters are enough for any language, and bound the time

# Short texts in Latin script are too alike: "change my diet" looks German to a detector.
_FEWEST_LETTERS = 12
_FEWEST_WORDS = 2
_FEWEST_FOREIGN_WORDS = 4
_SURE = 0.75
_VERY_SURE = 0.96
_COMMON_SHARE = 0.4  # of the words are everyday words of one language: no need for the detector
_FEWEST_TELLING = 2  # words of a language that is not ours; one that no other has counts for two
_TELLING_SHARE = 0.34  # of all words
_SERVED_SHARE = 0.2  # more everyday words of ours than this, and it is no other language


def language_of(text: str) -> str | None:
    """Return the ISO 639 code of the language, None when the text is too short or mixed to say.

    Everyday words decide most messages in microseconds; the detector takes about a millisecond.
    """
    letters = "".join(letter for letter in text[:_ENOUGH] if letter.isalpha())
    words = [word.text for word in words_of(text[:_ENOUGH])]
    if other_script(letters) and not "".join(words).isascii():  # "Ѕtор" is spelt with letters that only look like ours
        return language_by_script(letters)
    foreign = _foreign(words)
    if foreign or len(letters) < _FEWEST_LETTERS or len(words) < _FEWEST_WORDS:
        return foreign
    shares = _shares(words)
    return _by_common_words(shares) or _latin(text, len(words), shares)


def _shares(words: list[str]) -> dict[str, float]:
    """Return, for each language we serve, the share of the words that are everyday words of it."""
    return {name: sum(word in common for word in words) / len(words) for name, common in _common().items()}


def _by_common_words(shares: dict[str, float]) -> str | None:
    best = max(shares, key=lambda language: shares[language])
    others = max(share for language, share in shares.items() if language != best)
    return best if shares[best] >= _COMMON_SHARE and shares[best] >= 2 * others else None


def _foreign(words: list[str]) -> str | None:
    """Return the language that two words or more tell, where they are a good part of all and more than those of ours."""
    said = set(words)
    served = said & frozenset().union(*_common().values())
    telling = {name: _told(said - served, name) for name in _foreign_words()}
    best = max(telling, key=lambda language: telling[language])
    told, known = telling[best], said & _foreign_words()[best]
    enough = told >= max(_FEWEST_TELLING, len(served - known) + 1)
    return best if enough and len(known | said & _alone(best)) >= _TELLING_SHARE * len(said) else None


def _told(words: set[str], language: str) -> int:
    """Count the words of this language, one that no other has for two."""
    alone = words & _alone(language)
    return len(words & _foreign_words()[language] | alone) + len(alone)


def _alone(language: str) -> frozenset[str]:
    return _telling_words().get(language, frozenset())


def _latin(text: str, words: int, shares: Mapping[str, float]) -> str | None:
    """Ask the detector; it names a language of ours only where an everyday word of it bears it out."""
    accented = any(ord(letter) > 0x7F for letter in text if letter not in "ñÑ¿¡’“”áéíóúÁÉÍÓÚü")
    found = _detected(text, _SURE if accented else _VERY_SURE)
    if found is not None and found in shares:
        return found if shares[found] else None
    foreign = words >= _FEWEST_FOREIGN_WORDS and max(shares.values()) <= _SERVED_SHARE
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


@lru_cache(maxsize=1)
def _telling_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in read("telling_words.yml").items()}
