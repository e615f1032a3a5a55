"""What a Questionnaire says that a flow cannot hold: each with its place, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from integrations.questionnaires.shared import SETTINGS, TRANSLATION

Item = Mapping[str, Any]

_KEPT = {
    "resourceType",
    "title",
    "_title",
    "name",
    "item",
    "language",
    "url",
    "version",
    "status",
    "subjectType",
    "extension",
}
_OF_ITEM = {"linkId", "text", "_text", "type", "item", "extension", "answerOption", "enableWhen", "enableBehavior"}
_PLAIN = ("text", "string", "boolean", "date", "choice", "group")
_BECOMES = {
    "display": "is text without a question and is left out",
    "open-choice": "becomes a choice; other words are taken all the same",
}
_SAID_BELOW = {"required": False, "repeats": False}  # what a flow is like anyway
_INSTEAD = {
    "required": "every question can be skipped",
    "maxLength": "patients may write as much as they like",
    "answerValueSet": "write its choices out as answerOption",
    "initial": "nothing is filled in beforehand",
    "code": "where the answer goes is set in the flow",
}


def unheld(resource: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a sentence for each, in the order of the resource."""
    own = set(resource) - _KEPT - {"meta", "id", "text"}
    metadata = (
        [f"{', '.join(sorted(own))}: about the Questionnaire itself; a flow holds its title only."] if own else []
    )
    return (*metadata, *_extensions(resource, ""), *_items(resource.get("item", ()), "item"))


def _items(items: Sequence[Item], where: str, within: str | None = None) -> Iterator[str]:
    for number, item in enumerate(items):
        here = f"{where}[{number}]"
        yield from _item(item, here)
        if within not in (None, "group") and not item.get("enableWhen"):
            yield f"{here}: belongs to the question above it; it is asked after that one, whatever the answer."
        yield from _items(item.get("item", ()), f"{here}.item", str(item.get("type")))


def _item(item: Item, here: str) -> Iterator[str]:
    kind = str(item.get("type"))
    if kind not in _PLAIN:
        yield f"{here}.type: {kind} {_BECOMES.get(kind, 'becomes free words')}."
    for key in (key for key in item if key not in _OF_ITEM and item[key] != _SAID_BELOW.get(key)):
        if not (key == "repeats" and SETTINGS in _urls(item)):
            yield f"{here}.{key}: not kept; {_INSTEAD.get(key, 'a flow has no place for it')}."
    yield from _extensions(item, f"{here}.")
    yield from _conditions(item, here)
    for at, option in enumerate(item.get("answerOption", ())):
        if not option.keys() & {"valueCoding", "valueString", "valueInteger"}:
            yield f"{here}.answerOption[{at}]: left out; a choice is a coding, a text or a number."


def _conditions(item: Item, here: str) -> Iterator[str]:
    conditions = item.get("enableWhen", ())
    if item.get("enableBehavior") == "any" and len(conditions) > 1:
        yield f"{here}.enableBehavior: any; a flow knows all only, so this is asked of everybody."
        return
    for at, one in enumerate(conditions):
        if one.get("operator") not in ("exists", "=", "!="):
            yield f"{here}.enableWhen[{at}]: {one.get('operator')} is left out; a flow compares with one answer."


def _extensions(holder: Mapping[str, Any], here: str) -> Iterator[str]:
    others = sorted({url.rpartition("/")[2] for url in _urls(holder)} - {SETTINGS.rpartition("/")[2], TRANSLATION})
    if others:
        yield f"{here}extension: {', '.join(others)}: not kept."


def _urls(holder: Mapping[str, Any]) -> list[str]:
    return [str(one.get("url")) for one in holder.get("extension", ())]
