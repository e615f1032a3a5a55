"""Words in capitals that are no word to reply with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import texts
from bot.flow.model import Flow

_CAPITALS = re.compile(r"\b[A-ZÁÉÍÓÚÑÜ]{2,}(?:\s+[A-ZÁÉÍÓÚÑÜ]{2,})*\b")
# What a patient is told to reply, and names that are written so.
_MEANT = frozenset(
    """YES NO DONE SKIP HELP STOP START LINK BACK UNDO CONTINUE CHANGE HUMAN OK SI LISTO SALTAR AYUDA ALTO EMPEZAR WEB VOLVER
    DESHACER SEGUIR CAMBIAR PERSONA NOT NOW AHORA ID US ER MRI CT TV""".split()  # noqa: SIM905
)


def _find(flow: Flow) -> Iterator[Found]:
    for text in texts(flow):
        for shout in _CAPITALS.findall(text.words):
            if not set(shout.split()) <= _MEANT:
                yield Found(text.path, f"{shout!r} is in capitals.")


SHOUTING = Check(
    name="shouting",
    level=Level.ADVICE,
    reason="Capitals read as shouting, and patients think that they are a word to reply with.",
    example="ask: {en: PLEASE TELL us what matters to you.}",
    fix="Write it small.",
    find=_find,
)
