"""Spanish that says both tú and usted to one person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked
from bot.flow.model import Flow

_FAMILIAR = re.compile(
    r"\b(?:t[uú]|tus|te|contigo|ti|quieres|tienes|puedes|est[aá]s|dinos|cu[eé]ntanos|necesitas|has|eres)\b",
    re.I,
)
_FORMAL = re.compile(
    r"\b(?:usted|su|sus|le|quiere|tiene|puede|use|d[ií]ganos|escriba|responda|cu[eé]ntenos|necesita)\b", re.I
)


def _find(flow: Flow) -> Iterator[Found]:
    for text in asked(flow):
        if text.language == "es":
            familiar, formal = _FAMILIAR.search(text.words), _FORMAL.search(text.words)
            if familiar and formal:
                yield Found(text.path, f"{familiar.group()!r} says tú, {formal.group()!r} usted.")


TU_AND_USTED = Check(
    name="tu_and_usted",
    level=Level.ADVICE,
    reason="It reads as careless, and to older people as disrespect.",
    example="ask: {es: '¿Qué quieres hablar en su cita?'}",
    fix="Say usted to adults and tú to children and teenagers, and keep to it.",
    find=_find,
)
