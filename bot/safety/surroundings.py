"""The words around a danger sign, and the cues among them: where a clause and a sentence begin and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from bot.safety.normalise import Break
from bot.safety.phrases import Found, Token

# Text without a full stop has no end to search for; nothing farther away than this is about the sign.
_FARTHEST = 40
_LONGEST_CUE = 15


class Cues:
    """Every cue of a message, in order, without those of the same group that lie inside a longer one."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._cues: list[Found] = []
        for cue in sorted(set(found), key=lambda cue: (cue.start, -cue.end)):
            if not any(_shadows(longer, cue) for longer in self._cues[-_LONGEST_CUE:]):
                self._cues.append(cue)
        self._starts = [cue.start for cue in self._cues]

    def between(self, start: int, end: int) -> list[Found]:
        return self._cues[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class Surroundings:
    def __init__(self, tokens: Sequence[Token], cues: Cues, sign: Found) -> None:
        self.tokens = tokens
        self.sign = sign
        self.cues = cues.between(sign.start - _FARTHEST, sign.end + _FARTHEST)

    def labelled(self, *labels: str) -> Iterator[Found]:
        return (cue for cue in self.cues if cue.label in labels)

    def grouped(self, group: str) -> Iterator[Found]:
        return (cue for cue in self.cues if group_of(cue) == group)

    def in_sentence(self, *labels: str) -> Iterator[Found]:
        start, end = self.bounds(Break.SENTENCE)
        return (cue for cue in self.labelled(*labels) if start <= cue.start and cue.end <= end)

    def bounds(self, reach: Break, of: Found | None = None) -> tuple[int, int]:
        """Return the words around the sign (or around `of`) up to the next break of this strength, half open."""
        start, end = (of or self.sign)[1:3]
        first, last = start - _FARTHEST, end + _FARTHEST
        while start > max(first, 0) and self.tokens[start].gap < reach:
            start -= 1
        while end < min(last, len(self.tokens)) and self.tokens[end].gap < reach:
            end += 1
        return start, end

    def ends_at(self, place: int) -> bool:
        """Whether a clause ends before this word."""
        return place == len(self.tokens) or self.tokens[place].gap >= Break.CLAUSE


def group_of(cue: Found) -> str:
    return cue.label.partition(":")[0]


def overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def holds(outer: Found, inner: Found) -> bool:
    """Whether the inner one lies inside the outer one and is shorter."""
    return outer.start <= inner.start and inner.end <= outer.end and inner.end - inner.start < outer.end - outer.start


def _shadows(longer: Found, cue: Found) -> bool:
    return group_of(longer) == group_of(cue) and holds(longer, cue)
