"""Words in a text message that tell others about somebody's health."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked, holding
from bot.flow.model import Flow

# Diagnoses and subjects that the law of several states protects beyond HIPAA, and what most people would not want read.
_PRIVATE = re.compile(
    r"\b(?:hiv|aids|std|sti|herpes|syphilis|hepatitis|cancer|tumou?r|chemo\w*|abortion|miscarriage|pregnan\w+|birth\s+control"
    r"|depress\w+|anxiety|bipolar|psych\w+|suicid\w+|mental\s+health|addict\w+|alcohol\w*|drugs?|opioid\w*|methadone|dementia"
    r"|schizo\w+|erecti\w+|viagra|gender|transgender"
    r"|vih|sida|sifilis|c[aá]ncer|quimio\w*|aborto|embaraz\w+|anticoncept\w+|depresi[oó]n|ansiedad|psiqui\w+|psicol\w+|suicid\w+"
    r"|salud\s+mental|adicci\w+|drogas?|opioide\w*|metadona|demencia|g[eé]nero)\b",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text, word in holding(asked(flow), _PRIVATE):
        if text.question.core:
            yield Found(text.path, f"{word!r} says something about the patient's health to whoever sees the phone.")


PRIVATE_WORDS = Check(
    name="private_words",
    level=Level.ERROR,
    reason="Text messages are read over shoulders and on shared phones.",
    example="ask: {en: How is your depression since your last visit?}",
    fix="Ask without naming it, or make the question optional (`core: false`) for patients who agreed to health texts.",
    find=_find,
)
