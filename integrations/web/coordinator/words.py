"""A message cut where its quotes and danger signs begin and end, so that a page can mark them. Not one character is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Characters that would reorder or hide what stands beside them; a page shows them by name instead of obeying them.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
LONG = 700  # characters; more is shown in a box that scrolls
MANY_LINES = 12


@dataclass(frozen=True)
class Span:
    """Where something lies in a message: code points, half open; `key` is how a page links to it."""

    start: int
    end: int
    key: str
    danger: bool = False


@dataclass(frozen=True)
class Segment:
    """A piece of a message that lies wholly inside or outside of every span."""

    text: str
    anchors: tuple[str, ...] = ()  # keys of the spans that begin here
    keys: tuple[str, ...] = ()  # of every quote it lies in
    danger: bool = False
    unseen: bool = False  # a control character, written as its code


def segments(text: str, spans: Iterable[Span]) -> tuple[Segment, ...]:
    """Cut a text; joined again, the segments that are not `unseen` and the characters behind the others are the text."""
    known = [Span(max(0, s.start), min(len(text), s.end), s.key, s.danger) for s in spans]
    cuts = sorted({0, len(text), *(place for span in known for place in (span.start, span.end))})
    pairs = zip(cuts, cuts[1:], strict=False)
    return tuple(piece for start, end in pairs if start < end for piece in _pieces(text, start, end, known))


def is_long(text: str) -> bool:
    return len(text) > LONG or text.count("\n") > MANY_LINES


def _pieces(text: str, start: int, end: int, spans: list[Span]) -> Iterator[Segment]:
    inside = [span for span in spans if span.start <= start and end <= span.end]
    keys = tuple(span.key for span in inside if not span.danger)
    danger = any(span.danger for span in inside)
    anchors = tuple(span.key for span in inside if span.start == start)
    for place, (piece, unseen) in enumerate(_visible(text[start:end])):
        yield Segment(piece, anchors if place == 0 else (), keys, danger, unseen)


def _visible(text: str) -> Iterator[tuple[str, bool]]:
    """Yield (text, False) and, for a character nobody would see, (its code, True)."""
    last = 0
    for match in _UNSEEN.finditer(text):
        if match.start() > last:
            yield text[last : match.start()], False
        if match.group() != "\r":
            yield f"U+{ord(match.group()):04X}", True
        last = match.end()
    if last < len(text):
        yield text[last:], False


def seen(text: str) -> str:
    """Return words as they may stand in a line among others: on one line, nothing in them reorders the page."""
    return " ".join(_UNSEEN.sub("", text).split())
