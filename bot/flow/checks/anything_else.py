"""'Is there anything else' in place of 'something else'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked, holding
from bot.flow.model import Flow

_ANYTHING = re.compile(
    r"\banything\b|\b(?:alg[uú]n|alguna)\s+(?:otra?\s+)?(?:duda|pregunta|problema)\b|\b¿?nada\s+m[aá]s\?", re.I
)


def _find(flow: Flow) -> Iterator[Found]:
    for text, word in holding(asked(flow), _ANYTHING):
        yield Found(text.path, f"{word!r} invites a no.")


ANYTHING_ELSE = Check(
    name="anything_else",
    level=Level.ERROR,
    reason="In visits where doctors asked for something else, 78 % fewer concerns stayed unmet than with anything else "
    "(Heritage and others, 2007).",
    example="ask: {en: Is there anything else?}",
    fix="Ask whether there is something else, and in Spanish for another thing (otra cosa).",
    find=_find,
)
