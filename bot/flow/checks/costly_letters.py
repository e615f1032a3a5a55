"""Letters that more than halve what fits into a text message."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked
from bot.flow.model import Flow
from bot.messaging.encoding import measure, to_gsm


def _find(flow: Flow) -> Iterator[Found]:
    for text in asked(flow):
        sent = measure(text.words)
        if sent.culprits:
            letters = " ".join(sent.culprits)
            cheap = measure(to_gsm(text.words)).count
            costs = f"{sent.count} parts instead of {cheap}" if sent.count > cheap else "less room for a line beside it"
            yield Found(text.path, f"{letters} cannot travel in the cheap alphabet of text messages: {costs}.")


COSTLY_LETTERS = Check(
    name="costly_letters",
    level=Level.ADVICE,
    reason="One such letter turns the whole text into an alphabet of 70 characters a part.",
    example="ask: {es: ¿Cómo está?}",
    fix="Choose a word without á, í, ó, ú, curly quotes or emoji; é, ñ, ¿ and ¡ cost nothing.",
    find=_find,
)
