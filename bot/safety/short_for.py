"""Reads what is said in several words as the one word that the rules know it by: "have not been able to" as "cant"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import product

from ruamel.yaml import YAML

from bot.safety.normalise import Break, Word


def shortened(words: Sequence[Word]) -> Iterator[Word]:
    """Yield the words, each saying of several as one that spans them; nothing is left out."""
    table = _table()
    at = 0
    while at < len(words):
        length = _said_in(words, at, table)
        yield _as_one(words[at : at + length], table) if length > 1 else words[at]
        at += length


def _said_in(words: Sequence[Word], at: int, table: Mapping[str, Mapping[tuple[str, ...], str]]) -> int:
    """Return how many words from here on are said for one; 1 for a word that stands for itself."""
    known = table.get(words[at].text, {})
    fitting = (len(saying) for saying in known if _is_said(saying, words[at : at + len(saying)]))
    return max(fitting, default=1)


def _is_said(saying: tuple[str, ...], words: Sequence[Word]) -> bool:
    return saying == tuple(word.text for word in words) and all(word.gap < Break.CLAUSE for word in words[1:])


def _as_one(words: Sequence[Word], table: Mapping[str, Mapping[tuple[str, ...], str]]) -> Word:
    first, last = words[0], words[-1]
    short = table[first.text][tuple(word.text for word in words)]
    return first._replace(text=short, end=last.end, asked=last.asked)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[tuple[str, ...], str]]:
    """Return, by its first word, each saying with what it is short for."""
    file = resources.files("bot.safety") / "grammar/short_for.yml"
    table: dict[str, dict[tuple[str, ...], str]] = {}
    for short, sayings in YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")).items():
        for words in (words for saying in sayings for words in _wordings(saying)):
            table.setdefault(words[0], {})[words] = short
    return table


def _wordings(saying: str) -> Iterator[tuple[str, ...]]:
    """Spell out "has|have not been able to?"."""
    choices = [[*word.rstrip("?").split("|"), *([""] if word.endswith("?") else [])] for word in saying.split()]
    return (tuple(filter(None, words)) for words in product(*choices))
