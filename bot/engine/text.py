"""A text as Rasa gets it, and where its places lie in the text that was sent. Pure."""

from __future__ import annotations

from dataclasses import replace

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


def concern_in(text: str, concern: Concern) -> Concern:
    """Return a concern that Rasa found with its places in the text as sent."""
    by = cut_off(text)
    return replace(concern, start=concern.start + by, end=concern.end + by)


def opinion_in(text: str, opinion: Opinion) -> Opinion:
    by = cut_off(text)
    return replace(opinion, start=opinion.start + by, end=opinion.end + by)
