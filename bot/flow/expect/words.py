"""Free words: kept as said. Only a reply that says nothing is told apart, so that it can be prompted once."""

from __future__ import annotations

import re

from bot.agenda.tokens import words
from bot.flow.expect.phrases import Phrases, holds, leading, made_of, phrases
from bot.flow.expect.vocabulary import DONT_KNOW, ENOUGH, GO_ON, HERE, NOT_NOW, NOTHING, POLITE, RETURNED, SEND, YES

_THUMBS_UP = ("\N{THUMBS UP SIGN}", "\N{OK HAND SIGN}", "\N{WHITE HEAVY CHECK MARK}")
_THUMBS_DOWN = ("\N{THUMBS DOWN SIGN}", "\N{CROSS MARK}", "\N{FACE WITH NO GOOD GESTURE}", "\N{NO ENTRY SIGN}")


def says_nothing(text: str) -> str | None:
    """Return "dont_know" or "nothing" for "idk" and "nothing really", None when there is more in it."""
    if _says(text, DONT_KNOW):
        return "dont_know"
    return "nothing" if _says(text, NOTHING | DONT_KNOW) else None


def begins_unsure(text: str) -> bool:
    """Whether a short text begins with not knowing: "idk my wife made the appointment"."""
    said = words(text)
    return len(said) <= _FEW_MORE and leading(said, DONT_KNOW - _HESITATION) > 0


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


def points_at_a_picture(text: str) -> bool:
    """Whether words beside a picture only say that there is one: "see pic"."""
    return bool(words(text)) and set(words(text)) <= _POINTING


def numbers_only(text: str) -> bool:
    return bool(words(text)) and all(word.isdigit() for word in words(text))


def plain_yes(text: str) -> bool:
    """Whether the text is a yes and nothing else, not even a greeting."""
    return words(text) in YES


def emoji_only(text: str) -> bool:
    """Whether signs stand where words could: "😩🦵" or ":(", not "?" or "..."."""
    if _SMILEY.fullmatch(text.strip()):
        return True
    return no_words(text) and any(ord(sign) > 0x2000 and not sign.isspace() for sign in text if sign not in "…‘’“”–—")


def thumbs(text: str) -> str | None:
    """Return "yes" or "no" for a thumb among signs, None for any other sign and beside words."""
    up, down = (any(sign in text for sign in signs) for signs in (_THUMBS_UP, _THUMBS_DOWN))
    return None if up == down or words(text) else ("yes" if up else "no")


def _says(text: str, known: Phrases) -> bool:
    """Whether the text is made of known phrases, with or without courtesy around them."""
    said = words(text)
    return made_of(said, known | POLITE) and holds(said, known)


_POINTING = frozenset(
    words(
        """see look at the a my this here heres is it pic pics picture pictures photo photos image attached please pls sent you
        mire mira vea ve la el una esta este foto fotos imagen aqui va le mando adjunto adjunta por favor porfa"""
    )
)
_FEW = 7  # words
_FEW_MORE = 8
_HESITATION = phrases("hmm | hm | um | uh | maybe | tal vez | quiza | quizas | i forgot | i forget")
_SMILEY = re.compile(r"[:;=]'?-?[()\[\]/\\|*]+|<3")
