"""What second opinions look at in a whole text: what intents look at, words that stand near each other, and what the rules notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from sys import intern

from bot.safety import scan
from bot.safety.normalise import RECENT, words_of
from bot.understanding.features import features
from bot.understanding.linear import Said

_APART = (2, 3)  # words
_STEM = 4  # letters: "bleeding" and "bleeds", "sangrando" and "sangra"
_ALWAYS = "^"  # so that a block is never empty


Featured = Callable[[str], Said]


def remembered() -> Featured:
    """Return text_features with a memory for training, which asks for every text twice; equal strings are kept once."""

    @cache
    def features_once(text: str) -> Said:
        return {block: [intern(one) for one in said] for block, said in text_features(text).items()}

    return features_once


@lru_cache(maxsize=RECENT)
def text_features(text: str) -> Said:
    return {**wording_features(text), "rules": [_ALWAYS, *_noticed(text)]}


@lru_cache(maxsize=RECENT)
def wording_features(text: str) -> Said:
    """Return the same without what the rules notice, which is half of the time."""
    return {**features(text), "near": [*_near(text)]}


def _near(text: str) -> Iterator[str]:
    words = [word.text for word in words_of(text)]
    stems = [word[:_STEM] for word in words]
    yield from (" ".join(three) for three in zip(words, words[1:], words[2:], strict=False))
    yield from (f"{one}*{other}*" for one, other in pairwise(stems))
    for apart in _APART:
        yield from _apart(words, apart, "")
        yield from _apart(stems, apart, "*")


def _apart(words: Sequence[str], apart: int, mark: str) -> Iterator[str]:
    yield from (f"{one}{mark} .. {other}{mark}" for one, other in zip(words, words[apart:], strict=False))


def _noticed(text: str) -> Iterator[str]:
    for notice in scan(text):
        yield notice.tier.value
        yield f"{notice.kind} {notice.tier.value}"
