"""A choice that sounds an alarm when it is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import option_names
from bot.flow.model import Flow
from bot.safety import scan, worst


def _find(flow: Flow) -> Iterator[Found]:
    for path, name in option_names(flow):
        if worst(scan(name)).alarms:
            yield Found(path, f"a patient who replies {name!r} is told to call 911 or the clinic.")


SAFETY_WORDS = Check(
    name="safety_words",
    level=Level.ERROR,
    reason="Danger signs are noticed in every message; a choice that names one alarms patient and staff each time.",
    example="options: {chest: {en: Chest pain}}",
    fix="Ask in open words, and leave danger to the safety rules.",
    find=_find,
)
