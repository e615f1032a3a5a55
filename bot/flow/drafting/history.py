"""The edits of a draft as they are stored, and the file that follows from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import reduce
from typing import Any, get_args

from bot.flow.document import FlowError
from bot.flow.drafting.edits import Edit, edited

_BY_NAME: Mapping[str, Any] = {kind.__name__.lower(): kind for kind in get_args(Edit)}


def to_json(edit: Edit) -> dict[str, Any]:
    return {"edit": type(edit).__name__.lower(), **asdict(edit)}


def from_json(stored: Mapping[str, Any]) -> Edit:
    """Raise FlowError for what is no edit."""
    values = dict(stored)
    kind = _BY_NAME.get(values.pop("edit", ""))
    if kind is None:
        raise FlowError(f"There is no such edit. Edits: {', '.join(_BY_NAME)}.")
    try:
        edit: Edit = kind(**values)
    except TypeError as error:
        raise FlowError(f"This edit is not complete: {error}.") from None
    return edit


def folded(text: str, edits: Iterable[Edit], where: str) -> str:
    """Return the file after all of the edits, in their order."""
    return reduce(lambda before, edit: edited(before, edit, where), edits, text)
