"""The words that end, or begin, the texts, as grammar/optout.yml lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from importlib import resources
from typing import Any

from ruamel.yaml import YAML

from bot.safety.lexicon import Lexicon
from bot.safety.normalise import Word
from bot.safety.phrases import Element, Found, Index, Steps, find, index, parse

WISHES = ("natural", "unsure")
OTHERS, UNCLEAR = "others", "unclear"
_SPLIT = (
    "courtesies",
    "farewells",
    "afresh",
    "complaining",
    "wishers",
    "things_do",
    "kept_by_no",
    "unless",
    "elsewhere",
    "after_opening",
)


class Keyword(str, Enum):
    START = "start"
    HELP = "help"


@dataclass(frozen=True)
class Listed:
    """Each as the file says; lexicon: tells which word of the phrases a written one may stand for."""

    exact: frozenset[str]
    apart: frozenset[str]
    grey: frozenset[str]
    whole: frozenset[str]
    courtesies: frozenset[str]
    farewells: frozenset[str]
    afresh: frozenset[str]
    complaining: frozenset[str]
    wishers: frozenset[str]
    things_do: frozenset[str]
    kept_by_no: frozenset[str]
    unless: frozenset[str]
    elsewhere: frozenset[str]
    opening: frozenset[str]
    after_opening: frozenset[str]
    signs: frozenset[str]
    wishes: Index
    lexicon: Lexicon
    keywords: Mapping[str, Keyword]


def phrases(words: Sequence[Word]) -> list[Found]:
    """Find every phrase, save those about others that the word before turns into a complaint to us."""
    listed = optout_words()
    return [
        found
        for found in find(listed.wishes, listed.lexicon.tokens(words))
        if found.label != OTHERS or not found.start or words[found.start - 1].text not in listed.complaining
    ]


@lru_cache(maxsize=1)
def optout_words() -> Listed:
    text = (resources.files("bot.safety") / "grammar" / "optout.yml").read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    classes = {name: frozenset(words.split()) for name, words in content["words"].items()}
    wishes: dict[str, list[Steps]] = {
        label: [steps for phrase in content[label] for steps in parse(phrase, classes)]
        for label in (*WISHES, OTHERS, UNCLEAR)
    }
    keywords = {word: Keyword(name) for name, words in content["keywords"].items() for word in words}
    return Listed(
        **{name: frozenset(content[name]) for name in ("exact", "apart", "grey", "whole", "opening", "signs")},
        **{name: frozenset(content[name].split()) for name in _SPLIT},
        wishes=index(wishes),
        lexicon=_lexicon(wishes, content),
        keywords=keywords,
    )


def _lexicon(wishes: Mapping[str, Sequence[Steps]], content: Mapping[str, str]) -> Lexicon:
    said = {
        key
        for readings in wishes.values()
        for steps in readings
        for step in steps
        if isinstance(step, Element)
        for key in step.keys
    }
    return Lexicon(
        said, forgiven=content["forgiven"].split(), everyday=content["everyday"].split(), joined={}, breaks=()
    )
