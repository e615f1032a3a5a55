"""A first question that is too private for a first question."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow, QuestionKind

_HARD = frozenset({"treatment_burden", "items.worry", "commitments.patient", "about_me"})


def _find(flow: Flow) -> Iterator[Found]:
    first = flow.questions[flow.start]
    if first.fills in _HARD or first.kind is QuestionKind.DATE:
        yield Found(
            ("questions", first.id), f"the flow begins with {first.id!r}, which is hard to answer ({first.fills})."
        )


UNFRIENDLY_START = Check(
    name="unfriendly_start",
    level=Level.ADVICE,
    reason="Whoever is asked for something hard before anything easy does not answer at all.",
    example="a flow that begins with `fills: treatment_burden`",
    fix="Begin with what the patient wants to talk about.",
    find=_find,
)
