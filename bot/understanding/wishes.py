"""What a patient wants to be able to do: the words after the wanting."""

from __future__ import annotations

from collections.abc import Sequence

from bot.understanding.questions import without_courtesy
from bot.understanding.reading import SITE, Reading
from bot.understanding.segments import Stretch

GOAL = "goal_or_what_matters"
# A wish that is about one of these is still a wish; "i want to stop my pills" is about the pills.
_WISHED = frozenset({"symptom", "other", "preventive", "chronic_condition", GOAL})


def wish(read: Reading, stretch: Stretch) -> tuple[int, int] | None:
    """Return the words of what is wished: of "i want to be able to walk my dog" the walk."""
    wished = read.within("want", stretch.start, stretch.end)
    if not wished or any(core.end <= wished[0].start for core in stretch.cores):
        return None
    start = max(mark.end for mark in wished if mark.start == wished[0].start)
    after_all = bool(read.within("wished_after_all", start, start + 1))
    if start >= stretch.end or (read.is_a(start, "not_wished") and not after_all):
        return None
    about = {core.name if core.kind != SITE else "symptom" for core in stretch.cores}
    return (start, until_reason(read, start, stretch.end)) if about <= _WISHED else None


def bare_wish(read: Reading, parts: Sequence[Stretch]) -> tuple[int, int] | None:
    """Return the words of a reply that begins with what to do: "walk to church"."""
    if not parts or parts[0].end < 2 or not read.is_a(0, "activities"):
        return None
    return 0, until_reason(read, 0, parts[0].end)


def until_reason(read: Reading, start: int, end: int) -> int:
    """Return where a wish ends when its reason is left away."""
    reason = next((at for at in range(start + 1, end) if read.is_a(at, "reasons")), end)
    return without_courtesy(read, start, reason)
