"""Changes to what was said, as people word them: "take out 2", "change 1 to ...", "sorry I meant LEFT knee"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.flow import edit_wordings as wordings
from bot.flow.reply import Span


class EditKind(str, Enum):
    REMOVE = "remove"
    REPLACE = "replace"
    FIRST = "first"


@dataclass(frozen=True)
class Edit:
    kind: EditKind
    target: Span | None = None  # what names the line; None: something said before, most likely the last thing
    new: Span | None = None  # the words that take its place, or come instead


_KINDS = (
    (EditKind.REMOVE, wordings.REMOVE),
    (EditKind.REPLACE, wordings.REPLACE),
    (EditKind.FIRST, wordings.FIRST),
)


def edits(text: str) -> Iterator[Edit]:
    """Yield each way to read the text as a change, the likeliest first; the caller knows which lines there are."""
    folded = flat(text)
    lead = wordings.LEAD.match(folded)
    starts = dict.fromkeys((lead.end() if lead else 0, 0))
    for kind, patterns in _KINDS:
        found = (pattern.match(folded, start) for pattern in patterns for start in starts)
        yield from (Edit(kind, _span(match, "target"), _span(match, "new")) for match in found if match)


def left_out(text: str) -> Iterator[Span]:
    """Yield what names a line that is not to be sent, in a reply to the list that is read back."""
    folded = flat(text)
    lead = wordings.LEAD.match(folded)
    for start in dict.fromkeys((0, lead.end() if lead else 0)):
        for pattern in wordings.LEFT_OUT:
            match = pattern.match(folded, start)
            span = _span(match, "target") if match else None
            if span:
                yield span


def only_this(text: str) -> Span | None:
    """Return what names the one line that is to be left of the list that is read back."""
    match = wordings.ONLY.fullmatch(flat(text))
    return _span(match, "target") if match else None


def asks_to_change(text: str) -> bool:
    """Whether the text says that something should change and not what."""
    return _is(wordings.ASKS, text)


def changes_a_line(text: str) -> bool:
    """Whether the text names by its number a line that should change: "change 2"."""
    return _is(wordings.CHANGES_A_LINE, text)


def takes_out(text: str) -> bool:
    """Whether the text answers "what should it say?" with "nothing, take it out"."""
    return _is(wordings.TAKES_OUT, text)


def never_mind(text: str) -> bool:
    return _is(wordings.NEVER_MIND, text)


def means_everything(text: str) -> bool:
    return _is(wordings.EVERYTHING, text)


def means_the_last(text: str) -> bool:
    return _is(wordings.THE_LAST, text)


def wants_erasing(text: str) -> bool:
    """Whether the patient wants words gone for good, which is more than a line off the list."""
    return wordings.ERASES.search(flat(text)) is not None


def _is(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.fullmatch(flat(text)) is not None


def flat(text: str) -> str:
    """Fold case and accents letter by letter, so that places stay where they are."""
    return "".join(_flat_letter(letter) for letter in text)


def _flat_letter(letter: str) -> str:
    if letter in "’‘`´":
        return "'"
    base = unicodedata.normalize("NFKD", letter)[:1].lower()
    return base if len(base) == 1 else letter


def _span(match: re.Match[str], name: str) -> Span | None:
    said = match.groupdict().get(name)
    if said is None or not said.strip():
        return None
    start, end = match.span(name)
    return start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())
