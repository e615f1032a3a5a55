"""Which words make a concern, and of what category, before anything around them is looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.questions import question
from bot.understanding.reading import SIDE, SITE, Mark, Reading
from bot.understanding.segments import Stretch, category, groups
from bot.understanding.wishes import GOAL, bare_wish, until_reason, wish

_MEANS = frozenset({"medication", "preventive", "other", GOAL})  # no concern where they are said to help
_PREDICATE = 5  # words said of a part of the body
_COPING_BEFORE, _COPING_AFTER = 3, 2  # words around a stretch: "tried heat and patches, helps a bit"


@dataclass(frozen=True)
class Draft:
    """words from start to end (half open), and the place of the stretch they begin in."""

    start: int
    end: int
    category: str
    place: int


def drafts(read: Reading, parts: Sequence[Stretch]) -> Iterator[Draft]:
    done = 0
    for place, stretch in enumerate(parts):
        if stretch.start < done:
            continue
        for start, end, named in _of(read, parts, place):
            done = end
            yield Draft(start, end, named, place)
    if not done and (span := bare_wish(read, parts)) and not _is_coping(read, parts[0]):
        yield Draft(*span, GOAL, 0)


def _of(read: Reading, parts: Sequence[Stretch], place: int) -> Iterator[tuple[int, int, str]]:
    if asked := question(read, parts, place):
        yield asked
    elif wished := wish(read, parts[place]):
        yield *wished, GOAL
    else:
        yield from _topics(read, parts[place])


def _topics(read: Reading, stretch: Stretch) -> Iterator[tuple[int, int, str]]:
    coping = _is_coping(read, stretch)
    done = stretch.start
    for group in groups(read, stretch):
        named = category(group)
        if coping and named in _MEANS:
            continue
        after = read.cores_between(group[-1].end, stretch.end)
        limit = after[0].start if after else stretch.end
        start, done = _words(read, group, named, done, limit)
        yield start, done, named


def _words(read: Reading, group: Sequence[Mark], named: str, first: int, limit: int) -> tuple[int, int]:
    """Return the words of a topic: the shortest that still say it, between `first` and `limit`."""
    start, end = _with_sides(read, group, first, limit)
    if named == GOAL:
        return start, until_reason(read, start, limit)
    if all(core.kind == SITE for core in group):
        start, end = _with_place(read, start, first), _with_predicate(read, end, limit)
    while start < end - 1 and read.is_a(start, "determiners"):
        start += 1
    while end - 1 > start and read.is_a(end - 1, "endings"):
        end -= 1
    return start, end


def _with_sides(read: Reading, group: Sequence[Mark], first: int, limit: int) -> tuple[int, int]:
    """Take in the whole name of a part of the body and its side: "espalda baja", "left knee"."""
    start, end = group[0].start, group[-1].end
    end = max([end, *(mark.end for mark in read.within(SITE, start, end) if mark.end <= limit)])
    for side in read.within(SIDE, start - 2, end + 1):
        if side.end == start and first <= side.start:
            start = side.start
        elif side.start == end and side.end <= limit:
            end = side.end
    return start, end


def _with_place(read: Reading, start: int, first: int) -> int:
    """Take in what is in the part of the body: "flutter in my chest"."""
    placed = start - 3 >= first and read.is_a(start - 1, "determiners") and read.is_a(start - 2, "places")
    return start - 3 if placed and not read.is_a(start - 3, "fillers") else start


def _with_predicate(read: Reading, end: int, limit: int) -> int:
    """Take in what is said of a part of the body: "foot looks weird"."""
    last = min(end + _PREDICATE, limit)
    stop = next((at for at in range(end, last) if _ends_predicate(read, at)), last)
    return stop if stop - end > 1 or (stop > end and not read.is_a(end, "fillers")) else end


def _ends_predicate(read: Reading, at: int) -> bool:
    return read.is_a(at, "subordinate") or bool(read.within("duration", at, at + 1))


def _is_coping(read: Reading, stretch: Stretch) -> bool:
    """Whether it says what was tried or helps, here or next to it."""
    first = max(stretch.start - _COPING_BEFORE, stretch.sentence)
    around = range(first, min(stretch.end + _COPING_AFTER, len(read.tokens)))
    helped = any(read.is_a(at, "coping") for at in around)
    return helped and not any(read.is_a(at, "in_vain") for at in around)
