"""Whether a word is another one with a slip of the thumb in it."""

from __future__ import annotations

_SHORTEST = 4


def slipped(word: str, meant: str) -> bool:
    """Whether `word` is `meant` with one letter left out, doubled, added or swapped with its neighbour.

    The first letter is right, and no letter is another one: "bone" is no slip of "done". Words of 4 letters or more.
    """
    if len(meant) < _SHORTEST or abs(len(word) - len(meant)) > 1 or word[:1] != meant[:1] or word == meant:
        return False
    if len(word) == len(meant):
        return _swapped(word, meant)
    shorter, longer = sorted((word, meant), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)))


def _swapped(word: str, meant: str) -> bool:
    differ = [at for at, (one, other) in enumerate(zip(word, meant, strict=True)) if one != other]
    if len(differ) != 2 or differ[1] != differ[0] + 1:
        return False
    first, second = differ
    return word[first] == meant[second] and word[second] == meant[first]
