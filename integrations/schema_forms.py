"""The few forms of JSON Schema that the shapes are made of."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Any

Shape = dict[str, Any]

TEXT: Shape = {"type": "string"}
NUMBER: Shape = {"type": "integer"}
PLACE: Shape = {"type": "integer", "minimum": 0, "description": "Unicode code points in the stored text"}
YES_NO: Shape = {"type": "boolean"}
TIME: Shape = {"type": "string", "format": "date-time"}


def record(required: dict[str, Shape], optional: dict[str, Shape] | None = None) -> Shape:
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": sorted(required)}


def listing(of: Shape) -> Shape:
    return {"type": "array", "items": of}


def ref(name: str) -> Shape:
    return {"$ref": f"#/$defs/{name}"}


def one_of(vocabulary: type[Enum] | Iterable[str]) -> Shape:
    """Enumerate a vocabulary: an Enum's values, or the words as they are, each once."""
    words = (word.value if isinstance(word, Enum) else word for word in vocabulary)
    return {"enum": list(dict.fromkeys(words))}


def or_null(kind: Shape) -> Shape:
    return {"anyOf": [kind, {"type": "null"}]}
