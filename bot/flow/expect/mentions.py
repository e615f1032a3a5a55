"""Which items a text talks about, by the words that only one of them has."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.model import Item
from bot.flow.expect.tokens import alike, words
from bot.flow.expect.vocabulary import content


def mentioned(text: str, items: Sequence[Item]) -> list[int]:
    """Return the ids of the items that are named, in the order named."""
    about = {item.id: content(words(item.words)) for item in items}
    named = (_only_one(word, about) for word in content(words(text)))
    return list(dict.fromkeys(item_id for item_id in named if item_id is not None))


def the_one_mentioned(text: str, items: Sequence[Item]) -> int | None:
    """Return the id of the one item a text shares words with, None when it is none or several."""
    said = content(words(text))
    shared = {item.id: _shared(said, content(words(item.words))) for item in items}
    best = [item_id for item_id, score in shared.items() if score and score == max(shared.values())]
    return best[0] if len(best) == 1 else None


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same thing in the same words, small words and signs apart."""
    mine, yours = content(words(one)) or words(one), content(words(other)) or words(other)
    return mine == yours and bool(mine)


def _only_one(word: str, about: dict[int, tuple[str, ...]]) -> int | None:
    having = [item_id for item_id, known in about.items() if any(alike(word, other) for other in known)]
    return having[0] if len(having) == 1 else None


def _shared(said: Sequence[str], known: Sequence[str]) -> int:
    return sum(any(alike(word, other) for other in known) for word in said)
