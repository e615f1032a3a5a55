"""Yes or no, and what was said after it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.agenda.tokens import tokens
from bot.flow.expect.phrases import leading, made_of
from bot.flow.expect.vocabulary import NO, POLITE, YES
from bot.flow.expect.words import thumbs


@dataclass(frozen=True)
class YesNo:
    value: str | None  # yes, no, or None when the text is neither
    rest: tuple[int, int] | None = None  # span of what was said beside it, when that is more than courtesy


def yes_no(text: str, intent: str = "inform") -> YesNo:
    """Read a yes or a no at the start; the intent decides for short wordings that no list knows."""
    said = tokens(text)
    if not said:
        return YesNo(thumbs(text))
    folded = [token.word for token in said]
    first = 0
    while first < len(folded) and folded[first] in _OPENERS:
        first += 1
    for value, known in (("yes", YES), ("no", NO)):
        if taken := leading(folded[first:], known):
            return YesNo(value, _rest(text, first + taken, value))
    short = len(said) <= _SHORT
    return YesNo({"affirm": "yes", "deny": "no"}.get(intent) if short else None)


def _rest(text: str, taken: int, value: str) -> tuple[int, int] | None:
    """Return the span after the yes or no, unless it only repeats it or is courtesy."""
    said = tokens(text)
    left = [token.word for token in said[taken:]]
    same = YES if value == "yes" else NO
    while left and (more := leading(left, _COURTESY | same)):
        left = left[more:]
    if not left or made_of(left, _COURTESY | same):
        return None
    return said[len(said) - len(left)].start, len(text.rstrip())


_SHORT = 6  # words; a longer text says more than yes or no
_OPENERS = frozenset({"oh", "um", "uh", "well", "ay", "pues", "hi", "hello", "hey", "hola", "hmm", "ah", "lol"})
_COURTESY = frozenset(phrase for phrase in POLITE if phrase not in YES | NO)
