"""The concerns in a text: each the shortest phrase that still says what the patient wants known or dealt with.

Rules over a lexicon (bot/understanding/lexicon). What is in no concern is lost to nobody: the message is kept whole.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.concern import Concern
from bot.understanding import labels
from bot.understanding.drafts import Draft, drafts
from bot.understanding.reading import Reading, reading
from bot.understanding.segments import Stretch, stretches

_LONGEST = 10_000  # characters; what comes after is kept, and shown, but not looked through


def concerns(text: str, language: str = "en") -> tuple[Concern, ...]:
    """language: of the conversation. The lexicon reads English and Spanish alike, also mixed in one text."""
    read = reading(text[:_LONGEST])
    parts = stretches(read)
    found: list[Concern] = []
    for draft in drafts(read, parts):
        found.append(_concern(read, parts, draft, listed=bool(found) and found[-1].negated))
    return tuple(found)


def _concern(read: Reading, parts: Sequence[Stretch], draft: Draft, *, listed: bool) -> Concern:
    """listed: the concern before is denied, and this may go on with the list."""
    stretch, span = parts[draft.place], (draft.start, draft.end)
    start, end = read.span(*span)
    return Concern(
        start=start,
        end=end,
        span=read.text[start:end],
        category=draft.category,
        body_site=labels.body_site(read, stretch, span),
        duration=labels.duration(read, parts, draft.place, span),
        severity=labels.severity(read, parts, draft.place, span),
        negated=labels.denied(read, parts, draft.place, span, draft.category, listed=listed),
        person=labels.person(read, stretch, span),
    )
