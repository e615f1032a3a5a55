"""'Do you have any questions?'"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import holding, worded
from bot.flow.model import Flow

_NAMED = r"(?:questions?|concerns?|worries|issues?|doubts?)"
_ASKS = re.compile(
    rf"\b(?:do|did|would)\s+you\s+(?:still\s+)?(?:have|like\s+to\s+ask)\s+(?:\w+\s+){{0,2}}{_NAMED}\b|\bany\s+(?:\w+\s+){{0,2}}{_NAMED}\b"
    rf"|\b(?:are|is)\s+there\s+(?:\w+\s+){{0,2}}{_NAMED}\b|^\W*{_NAMED}\b[^.!?]*\?"
    r"|\b(?:tiene|tienes|tendr[aá]|hay|queda|quedan)\s+(?:\w+\s+){0,2}(?:preguntas?|dudas?|inquietud\w*)\b"
    r"|\balguna?s?\s+(?:otras?\s+)?(?:preguntas?|dudas?|inquietud\w*)\b|¿\s*(?:preguntas|dudas)\b[^?]*\?",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text, word in holding(worded(flow), _ASKS):
        yield Found(text.path, f"{word!r} can be answered with a no.")


DO_YOU_HAVE_QUESTIONS = Check(
    name="do_you_have_questions",
    level=Level.ERROR,
    reason="People take it for politeness and say no; asked what they want to know, most name something.",
    example="ask: {en: Do you have any questions for your doctor?}",
    fix="Ask what they want to know (¿Qué quiere saber?).",
    find=_find,
)
