"""What a Questionnaire says that a flow cannot hold: each with its place, and what becomes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bot.flow.model import LANGUAGES
from integrations.questionnaires.reading import asked, is_part
from integrations.questionnaires.shared import FIRST, HIDDEN, SETTINGS, TRANSLATION, Item, translations

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
_KNOWN = (SETTINGS, TRANSLATION, HIDDEN)
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


def unheld(resource: Mapping[str, Any], repeating: Collection[str]) -> tuple[str, ...]:
    """Return a sentence for each, in the order of the resource; conditions are named where they are read.

    repeating: the linkIds of items that are asked again and again in a flow too.
    """
    own = set(resource) - _KEPT - {"meta", "id", "text"}
    metadata = (
        [f"{', '.join(sorted(own))}: about the Questionnaire itself; a flow holds its title only."] if own else []
    )
    items = resource.get("item", ())
    parts = {one.part.where for one in asked(items) if one.part}
    if str(resource.get("language") or FIRST)[:2] not in LANGUAGES:
        metadata.append(
            f"language: {resource['language']}: its words stand for English ones until they are translated."
        )
    about = (*metadata, *_extensions(resource, ""), *_words(resource, "title", ""))
    return (*about, *_items(items, "item", {*parts, *repeating}))


def _items(items: Sequence[Item], where: str, held: Collection[str], within: str | None = None) -> Iterator[str]:
    for number, item in enumerate(items):
        here = f"{where}[{number}]"
        yield from _item(item, here, repeats=item["linkId"] in held)
        if is_part(item) and here not in held:
            yield f"{here}.text: the title of a group without questions of its own is left out."
        if within not in (None, "group") and not item.get("enableWhen"):
            yield f"{here}: belongs to the question above it; it is asked after that one, whatever the answer."
        yield from _items(item.get("item", ()), f"{here}.item", held, str(item.get("type")))


def _item(item: Item, here: str, *, repeats: bool) -> Iterator[str]:
    kind = str(item.get("type"))
    if kind not in _PLAIN:
        yield f"{here}.type: {kind} {_BECOMES.get(kind, 'becomes free words')}."
    elif kind != "group" and not str(item.get("text") or "").strip():
        yield f"{here}.text: missing; its linkId stands there instead."
    for key in (key for key in item if key not in _OF_ITEM and item[key] != _SAID_BELOW.get(key)):
        if not (key == "repeats" and repeats):
            yield f"{here}.{key}: not kept; {_INSTEAD.get(key, 'a flow has no place for it')}."
    yield from _extensions(item, f"{here}.")
    yield from _words(item, "text", f"{here}.")
    for at, option in enumerate(item.get("answerOption", ())):
        yield from _option(option, f"{here}.answerOption[{at}]")


def _option(option: Item, here: str) -> Iterator[str]:
    if not option.keys() & {"valueCoding", "valueString", "valueInteger"}:
        yield f"{here}: left out; a choice is a coding, a text or a number."
    if option.get("initialSelected"):
        yield f"{here}.initialSelected: not kept; {_INSTEAD['initial']}."
    coding = option.get("valueCoding") or {}
    if coding.get("system"):
        yield f"{here}.valueCoding.system: not kept; a choice of a flow has a name, not a code."
    for holder, place in ((option, here), (coding, f"{here}.valueCoding")):
        yield from _extensions(holder, f"{place}.")
    yield from _words(coding, "display", f"{here}.valueCoding.")


def _words(holder: Item, key: str, here: str) -> Iterator[str]:
    others = sorted(set(translations(holder, key)) - set(LANGUAGES))
    if others:
        yield f"{here}{key}: {', '.join(others)}: not kept; a flow speaks {' and '.join(LANGUAGES)}."
    yield from _extensions(holder.get(f"_{key}") or {}, f"{here}_{key}.")


def _extensions(holder: Item, here: str) -> Iterator[str]:
    others = sorted({url.rpartition("/")[2] for url in _urls(holder) if url not in _KNOWN})
    if others:
        yield f"{here}extension: {', '.join(others)}: not kept."


def _urls(holder: Item) -> list[str]:
    return [str(one.get("url")) for one in holder.get("extension", ())]
