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
from bot.safety.phrases import Element, Index, Steps, index, parse

_SPLIT = (
    "courtesies",
    "farewells",
    "limits",
    "afresh",
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
    limits: frozenset[str]
    afresh: frozenset[str]
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


@lru_cache(maxsize=1)
def optout_words() -> Listed:
    text = (resources.files("bot.safety") / "grammar" / "optout.yml").read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    classes = {name: frozenset(words.split()) for name, words in content["words"].items()}
    wishes: dict[str, list[Steps]] = {
        label: [steps for phrase in content[label] for steps in parse(phrase, classes)]
        for label in ("natural", "unsure")
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
