"""'Do you have any questions?'"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked, holding
from bot.flow.model import Flow

_ASKS = re.compile(
    r"\b(?:do|did)\s+you\s+have\s+(?:any\s+|some\s+)?(?:questions?|concerns?)\b|\bany\s+(?:questions?|concerns?)\b"
    r"|\b(?:tiene|tienes)\s+(?:alguna?s?\s+)?(?:preguntas?|dudas?)\b",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text, word in holding(asked(flow), _ASKS):
        yield Found(text.path, f"{word!r} can be answered with a no.")


DO_YOU_HAVE_QUESTIONS = Check(
    name="do_you_have_questions",
    level=Level.ERROR,
    reason="People take it for politeness and say no; asked what they want to know, most name something.",
    example="ask: {en: Do you have any questions for your doctor?}",
    fix="Ask what they want to know (¿Qué quiere saber?).",
    find=_find,
)
