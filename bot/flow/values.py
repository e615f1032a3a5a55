"""The values that a flow's texts may name in braces, and where each may be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NAMED = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Value:
    """private: says whom somebody sees or why, so it stands in the web chat only, never in a text message.

    topical: stands in questions about each topic only. sample: about the longest there is.
    unknown: what stands in its place, by language, where a visit has none.
    """

    meaning: str
    sample: str
    private: bool = False
    topical: bool = False
    unknown: Mapping[str, str] | None = None


VALUES: Mapping[str, Value] = {
    "clinic": Value("the clinic's name in texts", "Maple Street Community Health Clinic"),
    "phone": Value("the clinic's phone number", "555-555-0100"),
    "date": Value("the day of the visit", "Mon Dec 14"),
    "time": Value("the time of the visit", "10:00 AM"),
    "clinician": Value(
        "whom the patient sees",
        "Dr. Alexandra Papadopoulos",
        private=True,
        unknown={"en": "your care team", "es": "su equipo"},
    ),
    "visit_type": Value(
        "the type of the visit", "diabetes follow-up", private=True, unknown={"en": "visit", "es": "cita"}
    ),
    "team_topics": Value(
        "what the team wants to bring up", "blood pressure; the new pills; a date for the X-ray", private=True
    ),
    "topic": Value(
        "the topic that the question is about, as the patient said it", "the pain in my knee on stairs", topical=True
    ),
}


def filled(text: str, language: str, known: Mapping[str, str]) -> str:
    """Put the values of a visit in their places; what is no value stays as it is written."""
    return NAMED.sub(lambda found: _value(found, language, known), text)


def sampled(text: str) -> str:
    """Put samples in the places, to measure a text by."""
    return filled(text, "en", {name: value.sample for name, value in VALUES.items()})


def names_in(text: str) -> Iterable[str]:
    return NAMED.findall(text)


def _value(found: re.Match[str], language: str, known: Mapping[str, str]) -> str:
    value = VALUES.get(found[1])
    if value is None:
        return found[0]
    return known.get(found[1]) or (value.unknown or {}).get(language, "")
