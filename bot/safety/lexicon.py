"""Tells which words of the rules a written word may stand for: itself, a slip of it, its sound, two run together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.safety.normalise import Break, Word, words_of
from bot.safety.phrases import NUMBER, Token

_SHORTEST_MISSPELT = 5  # one slip in a shorter word makes too many other words
_SHORTEST_STARRED = 4
_COMMON = 4096  # words whose keys are kept: most of a text is words that the last ones had
_LONGEST_MISSPELT = 20  # the ways to misspell a word grow with its length
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_DOUBLED = re.compile(r"(.)\1+")
# What Spanish spelling writes in several ways and says in one: "kiero bibir", "boy", "aogo".
_SOUNDS = (("qu", "k"), ("ce", "se"), ("ci", "si"), ("ch", "x"), ("ck", "k"), ("ph", "f"), ("ll", "y"))
_LETTER_SOUNDS = str.maketrans({"v": "b", "z": "s", "c": "k", "h": ""})


class Lexicon:
    """vocabulary: words of rules and cues; one that ends in * stands for every word that starts so.

    forgiven: words of the vocabulary that are recognised when misspelt.
    everyday: words that are one slip from a rule's word and yet words of their own ("cheat", "chest").
    joined: words that people run together ("killmyself"), each with its parts.
    breaks: words that begin a new clause.
    """

    def __init__(
        self,
        vocabulary: Iterable[str],
        *,
        forgiven: Iterable[str],
        everyday: Iterable[str],
        joined: dict[str, tuple[str, ...]],
        breaks: Iterable[str],
    ) -> None:
        words = set(vocabulary)
        self._prefixes = {word[:-1]: word for word in words if word.endswith("*")}
        self._prefix_lengths = sorted({len(prefix) for prefix in self._prefixes})
        self._words = words - set(self._prefixes.values())
        self._everyday = frozenset(everyday)
        self._joined = joined
        self._breaks = frozenset(breaks)
        self._forgiven = self._words.intersection(forgiven)
        self._by_sound = _grouped((_sound(word), word) for word in self._forgiven if len(word) >= _SHORTEST_MISSPELT)
        self._by_deletion = _grouped(
            (shorter, word) for word in self._forgiven if len(word) >= _SHORTEST_STARRED for shorter in _deletions(word)
        )
        self._keys = lru_cache(maxsize=_COMMON)(self._keys_of)

    def read(self, text: str) -> list[Token]:
        return self.tokens(words_of(text))

    def tokens(self, words: Iterable[Word]) -> list[Token]:
        return [token for word in words for token in self._tokens(word)]

    def _tokens(self, word: Word) -> Iterator[Token]:
        parts = () if word.text in self._words else self._joined.get(word.text, ())
        for place, part in enumerate(parts or (word.text,)):
            gap = Break.NONE if place else word.gap
            if part in self._breaks:
                gap = max(gap, Break.CLAUSE)
            written = Break.NONE if place else word.gap
            yield Token(self._keys(part), _number(part), gap, written, word.start, word.end, word.asked)

    def _keys_of(self, word: str) -> frozenset[str]:
        if word[0].isdigit():
            return frozenset((word, NUMBER))
        keys = {word, *self._prefix_keys(word)}
        known = word in self._words or word in self._everyday
        if not known and _SHORTEST_STARRED <= len(word) <= _LONGEST_MISSPELT:
            keys.update(self._respelt(word))
        return frozenset(keys)

    def _prefix_keys(self, word: str) -> Iterator[str]:
        for length in self._prefix_lengths:
            if length > len(word):
                return
            if key := self._prefixes.get(word[:length]):
                yield key

    def _respelt(self, word: str) -> Iterable[str]:
        if "*" in word:
            return [near for near in self._by_deletion.get(word.replace("*", "", 1), ()) if len(near) == len(word)]
        if sounding := self._by_sound.get(_sound(word)):
            return sounding
        near = {word for shorter in (word, *_deletions(word)) for word in self._by_deletion.get(shorter, ())}
        near.update(longer for longer in _deletions(word) if longer in self._forgiven)
        return [other for other in near if _one_slip(word, other)]


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    groups: dict[str, set[str]] = {}
    for key, word in pairs:
        groups.setdefault(key, set()).add(word)
    return groups


def _number(word: str) -> float | None:
    return float(word.replace(",", ".")) if _NUMBER.fullmatch(word) else None


def _sound(word: str) -> str:
    for written, said in _SOUNDS:
        word = word.replace(written, said)
    return _DOUBLED.sub(r"\1", word.translate(_LETTER_SOUNDS))


def _deletions(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


def _one_slip(word: str, other: str) -> bool:
    """Whether one letter added, lost, changed or swapped with its neighbour parts the two.

    In a short word only a swap counts, and a first letter never changes: each would make too many other words
    ("nest", "chest").
    """
    same = next((at for at, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other)))
    rest, other_rest = word[same:], other[same:]
    if len(rest) == len(other_rest):
        swapped = rest[1:2] + rest[:1] == other_rest[:2] and rest[2:] == other_rest[2:]
        return swapped or (same > 0 and len(other) >= _SHORTEST_MISSPELT and rest[1:] == other_rest[1:])
    return same > 0 and len(other) >= _SHORTEST_MISSPELT and (rest[1:] == other_rest or rest == other_rest[1:])


def runs_together(phrases: Iterable[Sequence[str]], *, shortest: int = 8) -> dict[str, tuple[str, ...]]:
    """Return what each of these word sequences looks like without its spaces, when long enough to be no other word."""
    return {"".join(words): tuple(words) for words in phrases if len("".join(words)) >= shortest}
