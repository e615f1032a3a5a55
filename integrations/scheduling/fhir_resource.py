"""Reading a FHIR resource that may hold anything: what is not of the expected kind counts as not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Resource = Mapping[str, Any]
Find = Callable[[str], Resource]

OF_OURS = "urn:previsit:"  # extensions: columns that FHIR has no place for
_SEPARATORS = re.compile(r"[\s().-]+")


def text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def part(resource: Resource, name: str) -> Resource:
    value = resource.get(name)
    return value if isinstance(value, dict) else {}


def parts(resource: Resource, name: str) -> list[Resource]:
    value = resource.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def concept(value: Resource) -> str:
    """Return a CodeableConcept as somebody would read it."""
    return text(value.get("text")) or _first(text(coding.get("display")) for coding in parts(value, "coding"))


def name_of(person: Resource) -> str:
    """Return the official or usual name of a person, or the name of a place."""
    if place := text(person.get("name")):
        return place
    names = sorted(_current(parts(person, "name")), key=lambda name: _place(name, "use", "official", "usual"))
    return _first(text(name.get("text")) or _given_and_family(name) for name in names)


def phone_of(patient: Resource) -> str:
    """Return the mobile number before others, the separators that people write taken out of an international one."""
    numbers = [one for one in _current(parts(patient, "telecom")) if one.get("system") in ("phone", "sms")]
    numbers.sort(key=lambda one: (_place(one, "use", "mobile"), _rank(one)))
    written = _first(text(one.get("value")).removeprefix("tel:") for one in numbers)
    return _SEPARATORS.sub("", written) if written.startswith("+") else written


def language_of(patient: Resource) -> str:
    """Return the language to speak with the patient: en of en-US; empty when nobody said."""
    spoken = sorted(parts(patient, "communication"), key=lambda one: one.get("preferred") is not True)
    codes = (text(coding.get("code")) for one in spoken for coding in parts(part(one, "language"), "coding"))
    return _first(codes).partition("-")[0].casefold()


def identifier_of(patient: Resource) -> tuple[str, str]:
    """Return (system, value), the medical record number before others."""

    def is_record_number(identifier: Resource) -> bool:
        return any(coding.get("code") == "MR" for coding in parts(part(identifier, "type"), "coding"))

    known = sorted(_current(parts(patient, "identifier")), key=lambda one: not is_record_number(one))
    pairs = ((text(one.get("system")), text(one.get("value"))) for one in known)
    return next((pair for pair in pairs if all(pair)), ("", ""))


def said_for_us(*resources: Resource) -> dict[str, str]:
    """Return our extensions by column; a boolean is yes or no."""
    found: dict[str, str] = {}
    for extension in (one for resource in resources for one in parts(resource, "extension")):
        url = text(extension.get("url"))
        if url.startswith(OF_OURS):
            value = next((value for key, value in extension.items() if key.startswith("value")), "")
            found[url.removeprefix(OF_OURS)] = ("no", "yes")[value] if isinstance(value, bool) else text(value)
    return found


def time_zone_of(*resources: Resource) -> str:
    """Return the IANA zone by HL7's own extension, which a place or a time may carry."""
    zones = [one for resource in resources for one in parts(resource, "extension")]
    standard = ("http://hl7.org/fhir/StructureDefinition/timezone", "http://hl7.org/fhir/StructureDefinition/tz-code")
    return _first(text(zone.get("valueCode")) for zone in zones if zone.get("url") in standard)


def _given_and_family(name: Resource) -> str:
    given = name.get("given")
    return " ".join([*map(text, given if isinstance(given, list) else []), text(name.get("family"))]).strip()


def _current(entries: Iterable[Resource]) -> list[Resource]:
    return [one for one in entries if one.get("use") != "old" and not part(one, "period").get("end")]


def _place(entry: Resource, key: str, *wanted: str) -> int:
    return wanted.index(entry[key]) if entry.get(key) in wanted else len(wanted)


def _rank(entry: Resource) -> int:
    rank = entry.get("rank")
    return rank if isinstance(rank, int) else 1_000


def _first(found: Iterable[str]) -> str:
    return next(filter(None, found), "")
