"""A question longer than one text message."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked
from bot.flow.model import Flow
from bot.flow.values import sampled
from bot.messaging.encoding import measure, plain


def _find(flow: Flow) -> Iterator[Found]:
    for text in asked(flow):
        parts = measure(plain(sampled(text.words))).count
        if parts > 1:
            yield Found(text.path, f"{len(text.words)} characters go out as {parts} text messages.")


TEXT_LENGTH = Check(
    name="text_length",
    level=Level.ERROR,
    reason="The parts may arrive out of order, each is billed, and a long question is not read to its end.",
    example="a question of 200 characters",
    fix="Say it in 160 characters or fewer.",
    find=_find,
)
