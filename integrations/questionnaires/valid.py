"""Whether a resource is a Questionnaire as FHIR R4 has it: types and codes, each problem with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.errors import PrevisitError

# http://hl7.org/fhir/R4/valueset-item-type.html
TYPES = (
    *("group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url"),
    *("choice", "open-choice", "attachment", "reference", "quantity"),
)
OPERATORS = ("exists", "=", "!=", ">", "<", ">=", "<=")
_BEHAVIOURS = ("all", "any")


class NoQuestionnaire(PrevisitError):
    """A resource cannot become a flow."""


def check_valid(resource: Mapping[str, Any]) -> None:
    """Raise NoQuestionnaire for the first thing that FHIR does not allow."""
    kind = resource.get("resourceType", "file without resourceType")
    if kind != "Questionnaire":
        raise NoQuestionnaire(f"This is a {kind}, not a Questionnaire.")
    items = resource.get("item", [])
    for place, problem in (*_structure(resource), *_items(items, "item"), *_twice(items, "item", set())):
        raise NoQuestionnaire(f"This is no valid Questionnaire: {place}: {problem}.")


def _structure(resource: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    # Imported when first needed: 0.3 s that other commands do not pay.
    from fhir.resources.R4B.questionnaire import Questionnaire
    from pydantic import ValidationError

    try:
        Questionnaire.parse_obj({"status": "draft", **resource})  # many drafts have none, and nothing hangs on it
    except ValidationError as error:
        for one in error.errors():
            yield path_of([part for part in one["loc"] if part != "__root__"]), str(one["msg"]).rstrip(".")
    except (AttributeError, TypeError, ValueError) as error:
        yield "it", f"a value is of another type than FHIR has ({type(error).__name__})"


def _items(items: Sequence[Mapping[str, Any]], where: str) -> Iterator[tuple[str, str]]:
    """Find what the library lets pass: numbers for texts, and codes that there are not."""
    for number, item in enumerate(items):
        here = f"{where}[{number}]"
        for key in ("linkId", "text"):
            if key in item and not isinstance(item[key], str):
                yield f"{here}.{key}", "a text is needed"
        if item.get("type") not in TYPES:
            yield f"{here}.type", f"{item.get('type')!r} is none of {', '.join(TYPES)}"
        if item.get("enableBehavior", "all") not in _BEHAVIOURS:
            yield f"{here}.enableBehavior", "all or any is needed"
        for at, one in enumerate(item.get("enableWhen", ())):
            if one.get("operator") not in OPERATORS:
                yield f"{here}.enableWhen[{at}].operator", f"{one.get('operator')!r} is none of {', '.join(OPERATORS)}"
        yield from _items(item.get("item", ()), f"{here}.item")


def _twice(items: Sequence[Mapping[str, Any]], where: str, known: set[str]) -> Iterator[tuple[str, str]]:
    for number, item in enumerate(items):
        link = item.get("linkId", "")
        if link in known:
            yield f"{where}[{number}].linkId", f"{link!r} is another item's already"
        known.add(link)
        yield from _twice(item.get("item", ()), f"{where}[{number}].item", known)


def path_of(parts: Sequence[object]) -> str:
    """Write a place as FHIRPath does: `item[2].item[0].type`."""
    said = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return said.removeprefix(".") or "it"
