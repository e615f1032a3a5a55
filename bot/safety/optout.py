"""Tells a wish to get no more texts from an answer that only looks like one. Sources: rules-and-safety.md 3.1."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Any

from ruamel.yaml import YAML

from bot.safety.normalise import Break, Word, words_of
from bot.safety.phrases import Found, Index, Token, find, index, parse

_DOUBLED = re.compile(r"(.)\1+")
_BEFORE = 6


class OptOut(str, Enum):
    """EXACT: a listed word, alone. NATURAL: a plain wish in own words. GREY: may be one, so ask once."""

    NONE = "none"
    EXACT = "exact"
    NATURAL = "natural"
    GREY = "grey"


class Keyword(str, Enum):
    START = "start"
    HELP = "help"


@dataclass(frozen=True)
class _Words:
    exact: frozenset[str]
    apart: frozenset[str]
    grey: frozenset[str]
    whole: frozenset[str]
    courtesies: frozenset[str]
    limits: frozenset[str]
    unless: frozenset[str]
    elsewhere: frozenset[str]
    wishes: Index
    keywords: Mapping[str, Keyword]


def opt_out(text: str) -> OptOut:
    listed, words = _listed(), words_of(text)
    said = _readings(words, listed.courtesies)
    if said & listed.exact:
        return OptOut.EXACT
    if said & listed.whole or _apart(words, listed):
        return OptOut.NATURAL
    natural = _natural(words, listed)
    return OptOut.GREY if natural is OptOut.NONE and said & listed.grey else natural


def keyword(text: str) -> Keyword | None:
    """YES opens nothing here: it is an everyday answer, though providers read it as an opt-in."""
    listed = _listed()
    said = _readings(words_of(text), listed.courtesies)
    return next((listed.keywords[word] for word in sorted(said) if word in listed.keywords), None)


def _readings(words: Sequence[Word], courtesies: frozenset[str]) -> frozenset[str]:
    """Return the message as one string: as said, without courtesies around it, each word once, each letter once."""
    said = [word.text for word in words]
    start, end = 0, len(said)
    while start < end and said[start] in courtesies:
        start += 1
    while end > start and said[end - 1] in courtesies:
        end -= 1
    whole, bare = " ".join(said), " ".join(said[start:end])
    once = " ".join(word for word, _ in groupby(said[start:end]))
    return frozenset((whole, bare, once, _DOUBLED.sub(r"\1", bare)))


def _apart(words: Sequence[Word], listed: _Words) -> bool:
    """Whether the message begins or ends with a listed word set off by punctuation: "STOP, it hurts too much"."""
    clauses = _clauses(words)
    ends = (clauses[0], clauses[-1]) if len(clauses) > 1 else ()
    return any(_readings(clause, listed.courtesies) & listed.apart for clause in ends)


def _clauses(words: Sequence[Word]) -> list[list[Word]]:
    numbers, number = [], 0
    for word in words:
        number += word.gap is not Break.NONE
        numbers.append(number)
    return [
        [word for _, word in group] for _, group in groupby(zip(numbers, words, strict=True), key=lambda pair: pair[0])
    ]


def _natural(words: Sequence[Word], listed: _Words) -> OptOut:
    tokens = [
        Token(frozenset((word.text,)), None, word.gap, word.gap, word.start, word.end, word.asked) for word in words
    ]
    meant = [found for found in find(listed.wishes, tokens) if _is_meant(found, words, listed)]
    if not meant:
        return OptOut.NONE
    plain = any(found.label == "natural" and not _is_limited(found, words, listed) for found in meant)
    return OptOut.NATURAL if plain else OptOut.GREY


def _is_limited(found: Found, words: Sequence[Word], listed: _Words) -> bool:
    return found.end < len(words) and words[found.end].text in listed.limits


def _is_meant(found: Found, words: Sequence[Word], listed: _Words) -> bool:
    before = found.start
    while before > 0 and found.start - before < _BEFORE and words[before].gap < Break.CLAUSE:
        before -= 1
    lead = {word.text for word in words[before : found.start]}
    about = {word.text for word in words[found.start : found.end + 3]}
    return not lead & listed.unless and not about & listed.elsewhere


@lru_cache(maxsize=1)
def _listed() -> _Words:
    text = (resources.files("bot.safety") / "grammar" / "optout.yml").read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    classes = {name: frozenset(words.split()) for name, words in content["words"].items()}
    wishes = {
        label: [steps for phrase in content[label] for steps in parse(phrase, classes)]
        for label in ("natural", "unsure")
    }
    keywords = {word: Keyword(name) for name, words in content["keywords"].items() for word in words}
    return _Words(
        **{name: frozenset(content[name]) for name in ("exact", "apart", "grey", "whole")},
        **{name: frozenset(content[name].split()) for name in ("courtesies", "limits", "unless", "elsewhere")},
        wishes=index(wishes),
        keywords=keywords,
    )
