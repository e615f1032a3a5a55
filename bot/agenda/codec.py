"""Events as JSON. Quotes are written without their words, so that erasing a message erases them everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_type_hints

from bot.agenda import events
from bot.agenda.model import Quote
from bot.errors import PrevisitError

# Given a message id, a start and an end, returns the words there, or None when the message is erased.
WordsOf = Callable[[int, int, int], str | None]


class UnknownEvent(PrevisitError):
    """A stored event is of a kind this version does not know."""

    def __init__(self, kind: object, known: list[str]) -> None:
        super().__init__(f"A stored event is of the kind {kind!r}. Known kinds: {', '.join(known)}.")


def to_json(event: events.Event) -> dict[str, Any]:
    """Return {"kind": "item_added", …}; fields at their default are left out."""
    written: dict[str, Any] = plain(event)
    return written


def from_json(data: dict[str, Any], words_of: WordsOf) -> events.Event:
    """Read an event back, its words looked up again."""
    kinds = _kinds()
    if data.get("kind") not in kinds:
        raise UnknownEvent(data.get("kind"), sorted(kinds))
    event: events.Event = read(kinds[data["kind"]], data, words_of)
    return event


def nothing(message_id: int, start: int, end: int) -> str | None:
    """Look up no words: for what is kept only to be matched against the agenda later."""
    return None


def plain(value: Any) -> Any:
    """Return dataclasses, enums, tuples and times as JSON values; an event also says its kind."""
    if isinstance(value, Quote):
        return {"message_id": value.message_id, "start": value.start, "end": value.end}
    if is_dataclass(value):
        said = ((field, getattr(value, field.name)) for field in fields(value))
        written = {field.name: plain(part) for field, part in said if part != field.default}
        return {"kind": kind_of(type(value)), **written} if isinstance(value, events.Event) else written
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime) else value


def read(shape: Any, data: Any, words_of: WordsOf) -> Any:
    """Read what `plain` wrote; shape is the type it was."""
    if shape is Quote:
        span = (data["message_id"], data["start"], data["end"])
        return Quote(*span, words_of(*span) or "")
    if shape == events.Event:
        return from_json(data, words_of)
    if isinstance(shape, type) and is_dataclass(shape):
        hints = _hints(shape)
        return shape(**{name: read(hints[name], data[name], words_of) for name in hints if name in data})
    if getattr(shape, "__origin__", None) is tuple:
        return tuple(read(get_args(shape)[0], part, words_of) for part in data)
    if shape is datetime:
        return datetime.fromisoformat(data)
    if isinstance(shape, type):
        return shape(data) if issubclass(shape, Enum) else data
    optional = next(choice for choice in get_args(shape) if choice is not NoneType)
    return None if data is None else read(optional, data, words_of)


@cache
def _hints(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


@cache
def _kinds() -> dict[str, type]:
    return {kind_of(event): event for event in get_args(events.Event)}


def kind_of(event: type) -> str:
    """Return the name under which events of this class are stored, such as `item_added`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", event.__name__).lower()
