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
    if one == other or _same_root(one, other):
        return True
    return min(len(one), len(other)) >= 5 and _one_slip(one, other)


_ENDINGS = frozenset(
    (
        "",
        *[
            "s",
            "es",
            "ed",
            "d",
            "ing",
            "ings",
            "er",
            "ers",
            "e",
            "y",
            "ies",
            "o",
            "a",
            "os",
            "as",
            "ar",
            "ir",
            "ando",
            "iendo",
            "ado",
            "ada",
            "ido",
            "ida",
            "illa",
            "illas",
            "ita",
            "ito",
        ],
    )
)


def _same_root(one: str, other: str) -> bool:
    """Whether two words differ in their ending only: drink, drinking; rodilla, rodillas."""
    same = next(
        (n for n, (mine, yours) in enumerate(zip(one, other, strict=False)) if mine != yours), min(len(one), len(other))
    )
    return same >= _ROOT and one[same:] in _ENDINGS and other[same:] in _ENDINGS


_ROOT = 3  # letters


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
