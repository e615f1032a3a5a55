"""How hard a text is to read, as a school grade.

English: Flesch-Kincaid, syllables counted by a rule of thumb. Spanish: Crawford 1984, made for grades one to six:
-0.205 x sentences a hundred words + 0.049 x syllables a hundred words - 3.407.
"""

from __future__ import annotations

import re

from bot.flow.checks.texts import words

_VALUE = re.compile(r"\{\w+\}")
_PART = re.compile(r"[.!?:;\n]+")


def grade(text: str, language: str) -> float:
    """Return the school grade; 0 for a text without words."""
    plain = _VALUE.sub("x", text)
    said = words(plain)
    if not said:
        return 0.0
    sentences = max(1, sum(bool(words(part)) for part in _PART.split(plain)))
    if language == "es":
        return _spanish(said, sentences)
    syllables = sum(map(_english_syllables, said))
    return 0.39 * len(said) / sentences + 11.8 * syllables / len(said) - 15.59


def _spanish(said: list[str], sentences: int) -> float:
    syllables = sum(map(_spanish_syllables, said))
    return (4.9 * syllables - 20.5 * sentences) / len(said) - 3.407


def _english_syllables(word: str) -> int:
    folded = word.lower()
    groups = len(re.findall(r"[aeiouy]+", folded))
    silent = folded.endswith("e") and not folded.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)


def _spanish_syllables(word: str) -> int:
    """Count vowels, where i and u beside another vowel make one syllable with it, unless they bear the accent."""
    folded = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word.lower())
    joined = re.sub(r"[iuü]?[aeoáéó][iuüy]?(?![aeiouáéíóú])|[iuü]?[aeoáéó]|[íú]|[iuü]+y?", "V", folded)
    return max(1, joined.count("V"))
