"""The answer to "is there something else?"."""

from __future__ import annotations

from bot.agenda.tokens import words
from bot.flow.expect.phrases import holds, made_of
from bot.flow.expect.vocabulary import DONT_KNOW, NO, NOTHING, NOTHING_ELSE, POLITE
from bot.flow.expect.words import thumbs

_NOTHING = NOTHING_ELSE | NO | NOTHING | DONT_KNOW


def says_nothing_else(text: str, intent: str = "inform") -> bool:
    """Whether the patient has said everything; "no" and "done" with courtesy around them, or so judged and short."""
    said = words(text)
    if not said:
        return thumbs(text) == "no"
    if made_of(said, _NOTHING | POLITE) and holds(said, _NOTHING):
        return True
    return intent in ("nothing_else", "deny") and len(said) <= _SHORT


_SHORT = 6  # words
