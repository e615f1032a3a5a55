"""How hard an English text is to read: Flesch-Kincaid grade, with syllables counted by a rule of thumb."""

from __future__ import annotations

import re


def grade(text: str) -> float:
    """Return the school grade; values in braces count as one short word."""
    plain = re.sub(r"\{\w+\}", "x", text)
    sentences = [part for part in re.split(r"[.!?:;\n]+", plain) if re.search(r"[A-Za-z]", part)]
    words = re.findall(r"[A-Za-z']+", plain)
    if not words:
        return 0.0
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    folded = word.lower()
    groups = len(re.findall(r"[aeiouy]+", folded))
    silent = folded.endswith("e") and not folded.endswith(("le", "ee")) and groups > 1
    return max(1, groups - silent)
