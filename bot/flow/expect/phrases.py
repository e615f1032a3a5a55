"""Phrases: lists of short wordings, and whether a text is made of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.tokens import words

Phrases = frozenset[tuple[str, ...]]


def phrases(*lines: str) -> Phrases:
    """Read phrases written as "one thing | another thing"."""
    return frozenset(words(phrase) for line in lines for phrase in line.split("|"))


def leading(said: Sequence[str], known: Phrases) -> int:
    """Return how many words of the longest known phrase the text starts with; 0 for none."""
    longest = max(map(len, known), default=0)
    return next((n for n in range(min(longest, len(said)), 0, -1) if tuple(said[:n]) in known), 0)


def made_of(said: Sequence[str], known: Phrases) -> bool:
    """Whether the words are nothing but known phrases, one after the other."""
    longest = max(map(len, known), default=0)
    ends = {0}
    for start in range(len(said)):
        if start in ends:
            ends |= {start + n for n in range(1, longest + 1) if tuple(said[start : start + n]) in known}
    return len(said) in ends


def holds(said: Sequence[str], known: Phrases) -> bool:
    """Whether a known phrase occurs somewhere in the words."""
    return any(leading(said[start:], known) for start in range(len(said)))


def alike(one: str, other: str) -> bool:
    """Whether two folded words mean the same thing to talk about: plural and one slip of the thumb forgiven."""
    if one == other or _stem(one) == _stem(other):
        return True
    return min(len(one), len(other)) >= 5 and _one_slip(one, other)


def _stem(word: str) -> str:
    for ending in ("es", "s"):
        if len(word) > len(ending) + 2 and word.endswith(ending):
            return word[: -len(ending)]
    return word


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less, other or swapped makes one word the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    if len(long) > len(short):
        return short[same:] == long[same + 1 :]
    swapped = long[same : same + 2][::-1] + long[same + 2 :]
    return short[same + 1 :] == long[same + 1 :] or short[same:] == swapped
