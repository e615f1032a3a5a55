"""A text as Rasa gets it, and where its places lie in the text that was sent. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from bot.agenda.concern import Concern
from bot.safety import Opinion

_MAX_FOR_RASA = 10_000  # characters that Rasa looks at; the whole text is kept all the same


def for_rasa(text: str) -> str:
    """Return a copy of the same length in which nothing is a command: a leading `/` is one to Rasa, U+2215 is not."""
    bare = "".join(character if character.isprintable() or character == "\n" else " " for character in text)
    at = len(bare) - len(bare.lstrip())
    masked = bare[:at] + "∕" + bare[at + 1 :] if bare[at : at + 1] == "/" else bare
    return masked[:_MAX_FOR_RASA]


def cut_off(text: str) -> int:
    """Return how many characters Rasa takes away before the first that it keeps."""
    seen = for_rasa(text)
    return len(seen) - len(seen.lstrip())


Placed = TypeVar("Placed", Concern, Opinion)


def moved(one: Placed, by: int) -> Placed:
    """Return what Rasa found with its places in the text as sent; by: see `cut_off`, once for all of a text."""
    return replace(one, start=one.start + by, end=one.end + by)
