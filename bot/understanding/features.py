"""What the intent classifier looks at in a text: words, pieces of words, and the kinds of thing the lexicon knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from bot.safety.normalise import RECENT, words_of
from bot.understanding.reading import SITE, Reading, reading

BLOCKS = ("words", "pieces", "kinds")
_LONGEST = 600  # characters; an intent shows early, and this bounds the time
_PIECES = range(1, 6)  # letters
_NUMBER = "0"


@lru_cache(maxsize=RECENT)
def features(text: str) -> Mapping[str, list[str]]:
    """Return the features of each block; within a block a feature stands as often as it occurs."""
    text = text[:_LONGEST]
    read = reading(text)
    words = [_NUMBER if word.text[0].isdigit() else word.text for word in words_of(text)]
    kinds = _kinds(read, words)
    return {
        "words": [*words, *_pairs(words), *(["?"] if any(token.asked for token in read.tokens) else [])],
        "pieces": [piece for word in words for piece in _pieces(word)],
        "kinds": [*kinds, *_pairs(kinds)],
    }


def _kinds(read: Reading, words: list[str]) -> list[str]:
    """Return the words with every topic replaced by its category: "can i take <medication>"."""
    kinds: list[str] = []
    at = 0
    for core in read.cores:
        kinds += words[at : core.start]
        kinds.append("<symptom>" if core.kind == SITE else f"<{core.name}>")
        at = core.end
    return ["^", *kinds, *words[at:], "$"]


def _pairs(words: list[str]) -> Iterator[str]:
    return (f"{one} {other}" for one, other in zip(words, words[1:], strict=False))


def _pieces(word: str) -> Iterator[str]:
    padded = f" {word} "
    for length in _PIECES:
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]
