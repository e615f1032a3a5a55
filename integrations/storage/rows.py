"""From rows to records and back, where names agree."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any, TypeVar, cast

from sqlalchemy import RowMapping

Record = TypeVar("Record")


def record(kind: type[Record], row: RowMapping, **others: Any) -> Record:
    """Build a record from the columns that bear its fields' names; `others` are the fields that no column holds as they are."""
    names = {f.name for f in dataclasses.fields(cast(Any, kind)) if f.init} - others.keys()
    return kind(**{name: row[name] for name in names if name in row}, **others)


def columns(thing: Any, *leave_out: str) -> dict[str, Any]:
    """Return a record's fields as column values, without those named."""
    return {f.name: getattr(thing, f.name) for f in dataclasses.fields(thing) if f.name not in leave_out}


def packed(thing: Any) -> bytes:
    """Return a flat record as JSON bytes, to be sealed."""
    return json.dumps(dataclasses.asdict(thing), default=_plain, ensure_ascii=False).encode()


def unpacked(kind: type[Record], data: bytes) -> Record:
    """Read what packed() wrote; fields that the record no longer has are left out."""
    values = json.loads(data)
    known = {f.name: f for f in dataclasses.fields(cast(Any, kind))}
    return kind(**{name: _typed(str(known[name].type), value) for name, value in values.items() if name in known})


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"A {type(value).__name__} cannot be packed.")


def _typed(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind.startswith("date"):
        return date.fromisoformat(value)
    return tuple(value) if kind.startswith("tuple") else value
