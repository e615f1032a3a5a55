"""The concerns that rules over the lexicon find: what the trained pipeline begins with, and sees at each word."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.concern import Concern
from bot.understanding import labels
from bot.understanding.drafts import drafts
from bot.understanding.reading import Reading
from bot.understanding.segments import Stretch

Words = tuple[int, int]  # half open


def by_rule(read: Reading, parts: Sequence[Stretch]) -> tuple[Concern, ...]:
    """Return the concerns of a text in its order; the lexicon reads English and Spanish alike, also mixed."""
    found: list[Concern] = []
    for draft in drafts(read, parts):
        words = (draft.start, draft.end)
        listed = bool(found) and found[-1].negated
        denied = labels.denied(read, parts, draft.place, words, draft.category, listed=listed)
        found.append(concern_at(read, parts, words, draft.place, draft.category, denied=denied))
    return tuple(found)


def concern_at(
    read: Reading,
    parts: Sequence[Stretch],
    words: Words,
    place: int,
    category: str,
    *,
    denied: bool,
    doubtful: bool = False,
) -> Concern:
    """Add to the words of a concern what the rules tell around it; place: of the stretch it begins in."""
    start, end = read.span(*words)
    return Concern(
        start=start,
        end=end,
        span=read.text[start:end],
        category=category,
        body_site=labels.body_site(read, parts[place], words),
        duration=labels.duration(read, parts, place, words),
        severity=labels.severity(read, parts, place, words),
        negated=denied,
        doubtful=doubtful,
        person=labels.person(read, parts[place], words),
    )
