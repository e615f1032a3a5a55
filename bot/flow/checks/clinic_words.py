"""Words of the clinic's that patients do not use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import holding, texts
from bot.flow.model import Flow

# The clinic's word and what people say; from plain-language lists of public health services.
_PLAIN = {
    "hypertension": "high blood pressure",
    "medication": "medicine",
    "medications": "medicines",
    "symptoms": "how you feel",
    "chronic": "long-term",
    "preferences": "what you want",
    "preference": "what you want",
    "options": "choices",
    "physician": "doctor",
    "provider": "care team",
    "diagnosis": "what you have",
    "adverse": "bad",
    "appointment": "visit",
    "primary": "main",
    "concerns": "worries",
    "barriers": "what makes it hard",
    "utilize": "use",
    "regarding": "about",
    "hipertension": "presión alta",
    "medicamentos": "medicinas",
    "síntomas": "cómo se siente",
    "sintomas": "cómo se siente",
    "diagnóstico": "lo que tiene",
    "proveedor": "equipo",
    "padecimiento": "enfermedad",
    "preferencias": "lo que quiere",
}
_WORDS = re.compile(rf"\b(?:{'|'.join(_PLAIN)})\b", re.I)


def _find(flow: Flow) -> Iterator[Found]:
    for text, word in holding(texts(flow), _WORDS):
        yield Found(text.path, f"{word!r} is a word of the clinic's; people say {_PLAIN[word.lower()]!r}.")


CLINIC_WORDS = Check(
    name="clinic_words",
    level=Level.ADVICE,
    reason="Who does not know the word skips the question and does not say so.",
    example="ask: {en: What are your treatment preferences?}",
    fix="Use the word that a patient would use.",
    find=_find,
)
