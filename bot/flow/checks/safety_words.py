"""A choice that sounds an alarm when it is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow
from bot.safety import scan, worst


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        for option in question.options:
            names = [*option.label.values(), *(word for said in option.words.values() for word in said)]
            for name in names:
                if worst(scan(name)).alarms:
                    path = ("questions", step, "options", option.id)
                    yield Found(path, f"a patient who replies {name!r} is told to call 911 or the clinic.")


SAFETY_WORDS = Check(
    name="safety_words",
    level=Level.ERROR,
    reason="Danger signs are noticed in every message; a choice that names one alarms patient and staff each time.",
    example="options: {chest: {en: Chest pain}}",
    fix="Ask in open words, and leave danger to the safety rules.",
    find=_find,
)
