"""More choices than fit into a text message or a head."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow

_MOST = 5


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        if len(question.options) > _MOST:
            yield Found(("questions", step, "options"), f"{step!r} has {len(question.options)} choices.")


MANY_OPTIONS = Check(
    name="many_options",
    level=Level.ADVICE,
    reason="Whoever listens to a long list, or reads it on a small screen, takes the first or the last.",
    example="a choice of eight",
    fix=f"Offer {_MOST} or fewer, or ask in open words.",
    find=_find,
)
