"""Finds the words that number a list: "1. the cough 2. a mole", "primero la tos segundo la rodilla"."""

from __future__ import annotations

from collections.abc import Iterator

from bot.safety.normalise import Break
from bot.understanding.reading import Reading

_ORDINALS = (
    frozenset({"first", "firstly", "1st", "primero", "primera", "1ro"}),
    frozenset({"second", "secondly", "2nd", "segundo", "segunda", "2do"}),
    frozenset({"third", "thirdly", "3rd", "tercero", "tercera", "3ro"}),
    frozenset({"fourth", "fourthly", "4th", "cuarto", "cuarta", "4to"}),
    frozenset({"fifth", "fifthly", "5th", "quinto", "quinta", "5to"}),
)
_COUNTED = (("one", "uno"), ("two", "dos"), ("three", "tres"), ("four", "cuatro"), ("five", "cinco"))
_AFTER_A_FIGURE = (".", ")", ":", "-")
_FEWEST = 2  # "the first time" numbers nothing


def enumerators(reading: Reading) -> frozenset[int]:
    """Return the words that number a list; none unless a first and a second follow each other."""
    found = frozenset(_ascending(reading))
    return found if len(found) >= _FEWEST else frozenset()


def _ascending(reading: Reading) -> Iterator[int]:
    due = 1
    for at in range(len(reading.tokens)):
        if _rank(reading, at) == due:
            yield at
            due += 1


def _rank(reading: Reading, at: int) -> int | None:
    token = reading.tokens[at]
    figure = reading.text[token.start : token.end]
    if figure.isdecimal() and len(figure) == 1:
        return int(figure) if reading.text.startswith(_AFTER_A_FIGURE, token.end) else None
    begins = at == 0 or reading.gap(at) > Break.NONE  # "two" inside a sentence counts something
    counted = next((rank for rank, words in enumerate(_COUNTED, 1) if begins and figure.lower() in words), None)
    return counted or next((rank for rank, words in enumerate(_ORDINALS, 1) if words & token.keys), None)
