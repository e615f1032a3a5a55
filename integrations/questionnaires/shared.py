"""What an exported and an imported Questionnaire share: names of extensions, and texts in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.flow.model import LANGUAGES, Texts

TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
HIDDEN = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden"
# The whole flow as JSON: FHIR has no place for short wordings, nudges, where an answer goes, …
SETTINGS = "urn:previsit:flow-settings"
FLOW = "urn:previsit:flow:"
SECTION = "section/"  # before the name of a section, as the linkId of its group; no question is called so
FIRST, *OTHERS = LANGUAGES  # the language of the resource, and those of its translations

Resource = dict[str, Any]
Item = Mapping[str, Any]


def told(key: str, texts: Texts) -> Resource:
    """Return a string of FHIR with its translations beside it, under the underscored name."""
    translated = [
        {
            "url": TRANSLATION,
            "extension": [{"url": "lang", "valueCode": language}, {"url": "content", "valueString": texts[language]}],
        }
        for language in OTHERS
    ]
    return {key: texts[FIRST], f"_{key}": {"extension": translated}}


def language_of(resource: Item) -> str:
    """Return the language that a resource is written in, the first one where it is none of ours: `es-MX` is Spanish."""
    given = str(resource.get("language") or FIRST)[:2]
    return given if given in LANGUAGES else FIRST


def heard(holder: Item, key: str, *, language: str = FIRST, otherwise: str = "") -> dict[str, str]:
    """Return a string with its translations; a language that is missing has the first one's words, and checks will say so.

    language: of the string itself. otherwise: what stands where there are no words at all.
    """
    words = {**translations(holder, key), language: str(holder.get(key) or "")}
    said = {one: text for one, text in words.items() if text.strip()}
    first = said.get(FIRST) or next(iter(said.values()), otherwise)
    return {one: said.get(one) or first for one in LANGUAGES}


def still_heard(
    holder: Item, key: str, was: Texts | None, *, language: str = FIRST, otherwise: str = ""
) -> dict[str, str]:
    """Return the same, but where the first language says what it said, translations that a tool has dropped come back."""
    said, beside = heard(holder, key, language=language, otherwise=otherwise), translations(holder, key)
    if was is None or holder.get(key) != was[FIRST]:
        return said
    return {one: said[one] if one in beside else was[one] for one in LANGUAGES}


def translations(holder: Item, key: str) -> dict[str, str]:
    """Return what stands beside a string, by language: `es-MX` is Spanish."""
    found: dict[str, str] = {}
    for extension in (holder.get(f"_{key}") or {}).get("extension", ()):
        parts = {part.get("url"): part for part in extension.get("extension", ())}
        if extension.get("url") == TRANSLATION and {"lang", "content"} <= parts.keys():
            found[str(parts["lang"].get("valueCode"))[:2]] = str(parts["content"].get("valueString", ""))
    return found
