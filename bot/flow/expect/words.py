"""Free words: kept as said. Only a reply that says nothing is told apart, so that it can be prompted once."""

from __future__ import annotations

from bot.agenda.tokens import words
from bot.flow.expect.phrases import Phrases, holds, made_of
from bot.flow.expect.vocabulary import DONT_KNOW, ENOUGH, GO_ON, HERE, NOT_NOW, NOTHING, POLITE, RETURNED, SEND, YES

_THUMBS_UP = ("\N{THUMBS UP SIGN}", "\N{OK HAND SIGN}", "\N{WHITE HEAVY CHECK MARK}")
_THUMBS_DOWN = ("\N{THUMBS DOWN SIGN}", "\N{CROSS MARK}")


def says_nothing(text: str) -> str | None:
    """Return "dont_know" or "nothing" for "idk" and "nothing really", None when there is more in it."""
    if _says(text, DONT_KNOW):
        return "dont_know"
    return "nothing" if _says(text, NOTHING | DONT_KNOW) else None


def only_yes(text: str) -> bool:
    return _says(text, YES)


def says_not_now(text: str) -> bool:
    return _says(text, NOT_NOW | NOTHING)


def says_send(text: str) -> bool:
    """Whether the text lets the list go out as it is: a yes, or "that's it", with thanks at most."""
    return _says(text, YES | SEND)


def says_enough(text: str) -> bool:
    """Whether the patient wants no more questions."""
    return _says(text, ENOUGH)


def says_here(text: str) -> bool:
    """Whether the patient only reports back: "ok here"."""
    return _says(text, HERE)


def says_back_again(text: str) -> bool:
    """The same, with a word of return among a few others: "perdon andaba ocupada ya puedo"."""
    said = words(text)
    return says_here(text) or (len(said) <= _FEW and holds(said, RETURNED))


def says_go_on(text: str) -> bool:
    """Whether this is the word that resumes a paused conversation, and nothing else."""
    return _says(text, GO_ON)


def only_polite(text: str) -> bool:
    """Whether the text is nothing but courtesy: "ok thanks", "bye"."""
    return bool(words(text)) and made_of(words(text), POLITE | YES)


def no_words(text: str) -> bool:
    """Whether there is no letter and no digit in it: emoji, dots, a question mark, nothing at all."""
    return not words(text)


def numbers_only(text: str) -> bool:
    return bool(words(text)) and all(word.isdigit() for word in words(text))


def plain_yes(text: str) -> bool:
    """Whether the text is a yes and nothing else, not even a greeting."""
    return words(text) in YES


def emoji_only(text: str) -> bool:
    """Whether signs stand where words could: "😩🦵", not "?" or "..."."""
    return no_words(text) and any(ord(sign) > 0x2000 and not sign.isspace() for sign in text if sign not in "…‘’“”–—")


def thumbs(text: str) -> str | None:
    """Return "yes" or "no" for a thumb among signs, None for any other sign and beside words."""
    up, down = (any(sign in text for sign in signs) for signs in (_THUMBS_UP, _THUMBS_DOWN))
    return None if up == down or words(text) else ("yes" if up else "no")


def _says(text: str, known: Phrases) -> bool:
    """Whether the text is made of known phrases, with or without courtesy around them."""
    said = words(text)
    return made_of(said, known | POLITE) and holds(said, known)


_FEW = 7  # words
