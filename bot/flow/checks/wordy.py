"""A question with too many words."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked, words
from bot.flow.model import Flow

_MOST = 30


def _find(flow: Flow) -> Iterator[Found]:
    for text in asked(flow):
        if len(words(text.words)) > _MOST:
            yield Found(text.path, f"it has {len(words(text.words))} words.")


WORDY = Check(
    name="wordy",
    level=Level.ADVICE,
    reason="People read the beginning of a text, and answer that.",
    example="a question of 35 words",
    fix=f"Say it in {_MOST} words or fewer, and put what matters first.",
    find=_find,
)
