"""Asking "something else?" too often."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow

_MOST = 6


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        if question.repeat > _MOST:
            yield Found(("questions", step, "repeat"), f"{step!r} may be asked {question.repeat} times.")


REPEATS_TOO_OFTEN = Check(
    name="repeats_too_often",
    level=Level.ADVICE,
    reason="Each time is a text that the patient pays attention, and maybe money, for.",
    example="something_else: {repeat: 12}",
    fix=f"Ask {_MOST} times or fewer; more topics than that do not fit into a visit.",
    find=_find,
)
