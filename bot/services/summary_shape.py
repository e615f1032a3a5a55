"""A summary as it leaves: fixed once, with everything a way out needs to hand it over in its own form."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Replaced:
    """The version before, as the same way out knows it."""

    identifier: str
    receipt: str | None


@dataclass(frozen=True)
class SummaryLine:
    """One line as the care team reads it. quotes: [{"message_id","start","end","words"}]."""

    kind: str  # see bot/agenda/summary.py
    label: str  # our heading, in the staff's language
    text: str  # the patient's words, or a text of the team's
    source: str
    quotes: tuple[dict[str, Any], ...] = ()
    note: str = ""  # our own words beside them: the option chosen, when an alert was raised


@dataclass(frozen=True)
class Summary:
    """Who, which visit, what was said. Never changed once it is stored as the payload of a delivery."""

    identifier: str
    version: int
    clinic_id: str
    clinic: str
    visit_id: str  # the clinic's own id
    starts_at: datetime
    time_zone: str
    patient_name: str
    birth_date: date
    language: str
    made_at: datetime
    signed_off_at: datetime | None
    source: str  # whose words: patient, proxy
    lines: tuple[SummaryLine, ...]
    text: str
    footer: tuple[str, ...] = ()  # how it came about: who answered, how much of it, which version
    staff_language: str = "en"
    clinician: str | None = None
    patient_id: str | None = None
    identifier_system: str | None = None
    identifier_value: str | None = None
    replaces: Replaced | None = None

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), default=_written, ensure_ascii=False, indent=1).encode()


def summary_from_json(payload: bytes) -> Summary:
    """Read what to_json() wrote."""
    data = json.loads(payload)
    lines = tuple(SummaryLine(**{**line, "quotes": tuple(line["quotes"])}) for line in data["lines"])
    signed = data["signed_off_at"]
    return Summary(
        **{
            **data,
            "starts_at": datetime.fromisoformat(data["starts_at"]),
            "made_at": datetime.fromisoformat(data["made_at"]),
            "birth_date": date.fromisoformat(data["birth_date"]),
            "signed_off_at": datetime.fromisoformat(signed) if signed else None,
            "replaces": Replaced(**data["replaces"]) if data["replaces"] else None,
            "lines": lines,
            "footer": tuple(data.get("footer", ())),  # payloads of before have none
        }
    )


def identifier_of(visit_id: UUID, version: int) -> str:
    """Return the name of one version of one summary, the same on every attempt and at every receiver."""
    return f"{visit_id}-v{version}"


def _written(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"A {type(value).__name__} has no place in a summary.")
