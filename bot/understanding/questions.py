"""Questions for the clinician: they run to the end of their clause."""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.normalise import Break
from bot.understanding.reading import Mark, Reading
from bot.understanding.segments import Stretch, category, groups

_QUESTION = "question_for_clinician"
_ADMINISTRATIVE = frozenset({"paperwork_or_logistics", "preventive", "cost", "social_need", "test_result"})


def question(read: Reading, parts: Sequence[Stretch], place: int) -> tuple[int, int, str] | None:
    """Return its words and category; a question about nothing we know is none for the clinician."""
    stretch = parts[place]
    asked = read.within("question", stretch.start, stretch.end)
    if not asked or not _opens(read, stretch, asked[0]) or read.within("request", stretch.start, asked[0].start + 1):
        return None
    end = _clause_end(read, parts, place)
    longest = max((mark for mark in asked if mark.start == asked[0].start), key=lambda mark: mark.end)
    if not _is_of_health(read, asked, end):
        return None
    if read.is_a(longest.end - 1, "about"):
        return _asked_about(read, stretch, longest.end, end)
    starts_late = read.is_a(longest.start, "knowing") and longest.start + 1 < end
    return longest.start + starts_late, end, _QUESTION


def _opens(read: Reading, stretch: Stretch, asked: Mark) -> bool:
    """Whether nothing is said before the question; "my wife does my shots" asks nothing."""
    before = range(stretch.start, asked.start)
    if before and read.is_a(asked.start - 1, "not_asking"):
        return False
    return all(read.is_a(at, "fillers") or read.is_a(at, "courtesy") for at in before)


def _is_of_health(read: Reading, asked: Sequence[Mark], end: int) -> bool:
    return bool(read.cores_between(asked[0].start, end)) or any(
        mark.name == "question_alone" and mark.start == asked[0].start for mark in asked
    )


def _asked_about(read: Reading, stretch: Stretch, start: int, end: int) -> tuple[int, int, str]:
    """Name what the question is about: of "a question about my heart" the heart; about a placard, it is paperwork."""
    group = next((group for group in groups(read, stretch) if group[0].start >= start), ())
    named = category(group) if group else _QUESTION
    start = group[0].start if group else start
    while start < end - 1 and read.is_a(start, "determiners"):
        start += 1
    return start, max(end, start + 1), named if named in _ADMINISTRATIVE else _QUESTION


def _clause_end(read: Reading, parts: Sequence[Stretch], place: int) -> int:
    """Return where the clause ends; "and" and "or" go on, unless a new question or request begins."""
    first = parts[place].start
    for stretch in parts[place + 1 :]:
        begins = any(read.within(kind, stretch.start, stretch.start + 2) for kind in ("question", "lead"))
        if read.gap(stretch.start) >= Break.LINE or begins:
            return without_courtesy(read, first, stretch.start)
    return without_courtesy(read, first, len(read.tokens))


def without_courtesy(read: Reading, start: int, end: int) -> int:
    """Return where words from start to end really end: before "please" and "thanks"."""
    while end - 1 > start and read.is_a(end - 1, "courtesy"):
        end -= 1
    return end
