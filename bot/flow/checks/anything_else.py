"""'Is there anything else' in place of 'something else'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import holding, worded
from bot.flow.model import Flow

_OFFERED = r"(?:hay|tiene|queda|quiere|desea|necesita|le\s+gustar[ií]a|quisiera)"
_ANYTHING = re.compile(
    r"\bany\s?(?:thing|one\s+else|body\s+else)\b|\bany\s+(?:\w+\s+){0,2}(?:other|more|further|additional|else)\b"
    r"|\bnothing\s+(?:else|more)\b[^.!?]*\?"
    r"|\b(?:alg[uú]n|alguna|ning[uú]n|ninguna)\s+(?:otr[oa]\s+)?(?:cosa|duda|pregunta|problema|tema|asunto)\b"
    r"|\b(?:alg[uú]n|alguna|ning[uú]n|ninguna)\s+otr[oa]\b"
    rf"|¿[^?]*\balgo\s+(?:m[aá]s|adicional|diferente|distinto|que\s+agregar)\b|¿\s*{_OFFERED}\s+algo\s+que\b|\bnada\s+m[aá]s\s*\?",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text, word in holding(worded(flow), _ANYTHING):
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
