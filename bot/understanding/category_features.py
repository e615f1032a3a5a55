"""What shows of which category a concern is: its own words, the pieces of them, and the few words around."""

from __future__ import annotations

from collections.abc import Iterator

from bot.understanding.denial_features import Said, ruled_at

_PIECES = (3, 4, 5)  # letters
_NEAR = 3  # words


def features_of(text: Said, place: int) -> list[str]:
    start, end = text.spans[place]
    ruled = ruled_at(text, place)
    by_rule = ruled[0].category if ruled else "none"
    return [f"rule:{by_rule}", *_inside(text, start, end), *_around(text, start, end)]


def _inside(text: Said, start: int, end: int) -> Iterator[str]:
    words = text.spelt[start:end]
    yield from (f"w:{word}" for word in words)
    yield from (f"w:{one} {other}" for one, other in zip(words, words[1:], strict=False))
    yield from (f"c:{piece}" for word in words for piece in _pieces(word))
    yield from (mark for at in range(start, end) for mark in text.seen[at])
    yield from (f"first:{words[0]}", f"last:{words[-1]}", f"long:{min(end - start, 7)}")
    if text.read.tokens[end - 1].asked:
        yield "asked"


def _around(text: Said, start: int, end: int) -> Iterator[str]:
    for away in range(1, _NEAR + 1):
        if start - away >= 0:
            yield f"-{away}:{text.spelt[start - away]}"
            yield f"before:{text.spelt[start - away]}"
        if end - 1 + away < len(text.spelt):
            yield f"+{away}:{text.spelt[end - 1 + away]}"


def _pieces(word: str) -> Iterator[str]:
    padded = f"^{word}$"
    for length in _PIECES:
        yield from (padded[at : at + length] for at in range(len(padded) - length + 1))
