"""Two questions whose answers go to the same place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import reached
from bot.flow.model import Flow

_SEVERAL = frozenset({"items", "items.worry", "questions", "notes"})  # hold more than one answer


def _find(flow: Flow) -> Iterator[Found]:
    for one, other in combinations(flow.questions.values(), 2):
        alternatives = one.instead_of or other.instead_of or not (one.core and other.core)
        in_line = other.id in reached(flow, one.id) or one.id in reached(flow, other.id)
        if one.fills == other.fills and one.fills not in _SEVERAL and in_line and not alternatives:
            path = ("questions", other.id, "fills")
            yield Found(
                path,
                f"{one.id!r} and {other.id!r} go to the same place ({one.fills}), so the second is mostly not asked.",
            )


SAME_PLACE = Check(
    name="same_place",
    level=Level.ADVICE,
    reason="A question is left out when its place was filled already.",
    example="goal and hobby with `fills: what_matters.goal` each",
    fix="Give one of them another place, or put them into one question.",
    find=_find,
    walks=True,
)
