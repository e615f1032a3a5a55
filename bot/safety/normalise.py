"""Reads a message as plain lower-case words, each with its place in the original text.

Whatever hides a word from a matcher is undone here (accents, other alphabets' look-alike letters, invisible
characters, stretched letters, letters set apart, digits for letters); the original is never changed. Linear in the
length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple


class Break(IntEnum):
    """How much parts a word from the one before it."""

    NONE = 0
    LINE = 1
    CLAUSE = 2
    SENTENCE = 3


class Word(NamedTuple):
    """start and end: code points of the original text, half open. asked: a question mark follows it."""

    text: str
    start: int
    end: int
    gap: Break
    asked: bool = False


# Letters of other alphabets, by the Latin letter each is taken for.
_TAKEN_FOR = {
    "a": "аα",
    "b": "вβ",
    "c": "с",
    "d": "ԁđ",
    "e": "еε",
    "g": "ցɡ",
    "h": "нһ",
    "i": "іιı",
    "j": "ј",
    "k": "кκ",
    "l": "ӏł",
    "m": "м",
    "n": "η",
    "o": "оοø",
    "p": "рρ",
    "s": "ѕ",
    "t": "тτ",
    "u": "υ",
    "v": "ν",
    "w": "ω",
    "x": "хχ",
    "y": "уγ",
}
_LOOK_ALIKES = {ord(other): letter for letter, others in _TAKEN_FOR.items() for other in others}
_DIGITS_AS_LETTERS = str.maketrans("013457@$!", "oieastasi")
_DROPPED = frozenset("'`´‘’ʼ′\"“”")
_WORD = re.compile(
    r"\d+(?:[.,]\d+)?|(?<![^\W\d_])w/(?:o(?![^\W\d_]))?|[^\W\d_](?:[^\W_]|[*@$](?=[^\W_])|(?<=\b\w)!(?=[^\W\d_]))*"
)
_WRITTEN_SHORT = {"w/": "with", "w/o": "without"}
_STRETCHED = re.compile(r"(.)\1{2,}")
_ELLIPSIS = re.compile(r"\.{2,}|…")
_SENTENCE_END = re.compile(r"[.!?;¡¿。！？]")
_CLAUSE_END = re.compile(r"[^\s\w/\-&+%°#º]")
_STUCK_BETWEEN = re.compile("[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]+")  # "chest🥵pain": no sign of an end
_FEWEST_SPACED_LETTERS = 4

RECENT = 16  # texts: several parts of a turn read the same one, one after the other


@lru_cache(maxsize=RECENT)
def words_of(text: str) -> tuple[Word, ...]:
    letters, origins = _folded(text)
    return tuple(_spaced_letters_joined(_words(letters, origins)))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the folded text and, for each of its characters, the code point of the original it came from."""
    letters: list[str] = []
    origins: list[int] = []
    for index, char in enumerate(text):
        for letter in _fold(char):
            letters.append(letter)
            origins.append(index)
    return "".join(letters), origins


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    if char in _DROPPED:
        return ""
    plain = unicodedata.normalize("NFKD", char).casefold().translate(_LOOK_ALIKES)
    apart = " " if unicodedata.decomposition(char).startswith("<fraction>") else ""  # 39½ is no 391
    return apart + "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf", "Cc") or c in "\n\r\t")


def _words(letters: str, origins: list[int]) -> list[Word]:
    words: list[Word] = []
    first = after = 0
    for found in _WORD.finditer(letters):
        start, end = found.span()
        if words and origins[start] < words[-1].end:  # both come of one character, as of ¼ or ℅
            words[-1] = words[-1]._replace(text=letters[first:end], end=origins[end - 1] + 1)
            after = end
            continue
        first, between = start, letters[after:start]
        if "?" in between and words:
            words[-1] = words[-1]._replace(asked=True)
        words.append(Word(_plain(found.group()), origins[start], origins[end - 1] + 1, _break_in(between)))
        after = end
    if words and "?" in letters[after:]:
        words[-1] = words[-1]._replace(asked=True)
    return words


def _plain(word: str) -> str:
    if word[0].isdigit():
        return word
    if word in _WRITTEN_SHORT:
        return _WRITTEN_SHORT[word]
    if word.isalpha():
        return _STRETCHED.sub(r"\1\1", word)
    return _STRETCHED.sub(r"\1\1", word.translate(_DIGITS_AS_LETTERS))


@lru_cache(maxsize=1024)
def _break_in(between: str) -> Break:
    between = _ELLIPSIS.sub(",", between)
    if _SENTENCE_END.search(between):
        return Break.SENTENCE
    if _STUCK_BETWEEN.fullmatch(between):
        return Break.NONE
    if _CLAUSE_END.search(between) or " - " in between:
        return Break.CLAUSE
    return Break.LINE if "\n" in between else Break.NONE


def _spaced_letters_joined(words: Iterable[Word]) -> Iterator[Word]:
    """Read "s t o p" and "s.t.o.p" as one word."""
    run: list[Word] = []
    for word in words:
        if len(word.text) == 1 and word.text.isalpha() and (not run or word.start - run[-1].end <= 1):
            run.append(word)
            continue
        yield from _joined(run)
        run = [word] if len(word.text) == 1 and word.text.isalpha() else []
        if not run:
            yield word
    yield from _joined(run)


def _joined(run: list[Word]) -> list[Word]:
    if len(run) < _FEWEST_SPACED_LETTERS:
        return run
    return [run[0]._replace(text="".join(word.text for word in run), end=run[-1].end)]
