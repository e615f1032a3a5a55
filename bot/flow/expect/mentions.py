"""Which of several texts another text talks about, by the words that only one of them has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from bot.agenda.tokens import content, words
from bot.flow.expect.phrases import alike

Name = TypeVar("Name", int, str)


def mentioned(text: str, about: Mapping[Name, str]) -> list[Name]:
    """Return the names of the texts that are talked about, in the order they are named."""
    known = {name: content(words(told)) for name, told in about.items()}
    named = (_only_one(word, known) for word in content(words(text)))
    return list(dict.fromkeys(name for name in named if name is not None))


def the_one_mentioned(text: str, about: Mapping[Name, str]) -> Name | None:
    """Return the name of the one text that shares most words with this one, None when it is none or several."""
    best = most_mentioned(text, about)
    return best[0] if len(best) == 1 else None


def most_mentioned(text: str, about: Mapping[Name, str]) -> list[Name]:
    """Return the names of the texts that share most words with this one."""
    said = content(words(text))
    shared = {name: _shared(said, content(words(told))) for name, told in about.items()}
    return [name for name, score in shared.items() if score and score == max(shared.values())]


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same thing in the same words, small words and signs apart."""
    mine, yours = content(words(one)) or words(one), content(words(other)) or words(other)
    return mine == yours and bool(mine)


def _only_one(word: str, known: Mapping[Name, Sequence[str]]) -> Name | None:
    having = [name for name, told in known.items() if any(alike(word, other) for other in told)]
    return having[0] if len(having) == 1 else None


def _shared(said: Sequence[str], told: Sequence[str]) -> int:
    return sum(any(alike(word, other) for other in told) for word in said)
