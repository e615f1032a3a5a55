"""A summary as an HL7 v2.5.1 message. Pure.

Every value is escaped, so that what looks like a segment in a patient's words is text at the receiver, and a line break
is one. Field numbers: HL7 v2.5.1 chapters 2 (MSH), 3 (PID, PV1), 7 (OBR, OBX) and 9 (TXA).
"""

from __future__ import annotations

import hashlib
import unicodedata
from base64 import b32encode, b64encode
from collections.abc import Mapping
from datetime import datetime

from bot.connections import Mllp
from bot.services.summary_shape import Summary

_ESCAPES = {"\\": "\\E\\", "|": "\\F\\", "^": "\\S\\", "&": "\\T\\", "~": "\\R\\", "\n": "\\.br\\"}
_CONTROL_ID_LENGTH = 20  # MSH-10 of v2.5.1
_LOINC_NOTE = "51855-5^Patient Note^LN"
_DOCUMENT, _RESULT = "MDM", "ORU"


def message(summary: Summary, to: Mllp, *, control_id: str, pdf: bytes | None = None) -> str:
    """Return the segments, each ended by a carriage return. pdf: the sheet, to stand beside the text."""
    made = summary.made_at.strftime("%Y%m%d%H%M%S+0000")
    body = _document(summary, made) if to.message.startswith(_DOCUMENT) else _result(summary, made)
    kind = _kind(summary, to)
    segments = [_header(to, kind, control_id, made), *body, *_observations(summary, made, pdf)]
    return "".join(f"{segment}\r" for segment in segments)


def control_id(identifier: str) -> str:
    """Return what names this version in MSH-10: the same on every try, and short enough for it."""
    return b32encode(hashlib.sha256(identifier.encode()).digest()).decode()[:_CONTROL_ID_LENGTH]


def escaped(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(_ESCAPES.get(character) or _visible(character) for character in plain)


def _visible(character: str) -> str:
    """Return a control character, which could end a frame or a segment, as its bytes in hexadecimal."""
    return f"\\X{character.encode().hex().upper()}\\" if unicodedata.category(character) == "Cc" else character


def _kind(summary: Summary, to: Mllp) -> str:
    """Return message, event and structure; a replacement of a document is an event of its own (T10)."""
    name, event = to.message.split("^")
    if name == _RESULT:
        return f"{name}^{event}^ORU_R01"
    return f"{name}^{'T10' if summary.replaces else event}^MDM_T02"


def _header(to: Mllp, kind: str, control: str, made: str) -> str:
    names = (to.sending_application, to.sending_facility, to.receiving_application, to.receiving_facility)
    fields = {7: made, 9: kind, 10: control, 11: "P", 12: "2.5.1", 18: "UNICODE UTF-8"}
    fields |= {number: escaped(name) for number, name in enumerate(names, 3)}
    return "MSH|^~\\&|" + _fields(fields, first=3)


def _document(summary: Summary, made: str) -> list[str]:
    replaced = escaped(summary.replaces.identifier) if summary.replaces else ""
    about = {1: "1", 2: "CN", 3: "TX", 4: made, 12: escaped(summary.identifier), 13: replaced, 17: "AU", 19: "AV"}
    event = "T10" if summary.replaces else "T02"
    return [
        f"EVN|{event}|{made}",
        *_patient(summary),
        "TXA|" + _fields(about),
    ]


def _result(summary: Summary, made: str) -> list[str]:
    request = {1: "1", 3: escaped(summary.identifier), 4: _LOINC_NOTE, 7: made, 22: made, 25: _status(summary)}
    return [*_patient(summary), "OBR|" + _fields(request)]


def _status(summary: Summary) -> str:
    return "C" if summary.replaces else "F"


def _observations(summary: Summary, made: str, pdf: bytes | None) -> list[str]:
    """Return the text, and the sheet as one line of base64 (type ED: source, kind, subtype, encoding, data)."""
    forms = [("FT", escaped(summary.text))]
    if pdf is not None:
        forms.append(("ED", f"^application^pdf^Base64^{b64encode(pdf).decode()}"))
    shared = {3: _LOINC_NOTE, 11: _status(summary), 14: made}
    return [
        "OBX|" + _fields({1: str(number), 2: kind, 5: value, **shared}) for number, (kind, value) in enumerate(forms, 1)
    ]


def _patient(summary: Summary) -> list[str]:
    number = summary.identifier_value or summary.patient_id or ""
    authority = summary.identifier_system if summary.identifier_value else ""
    # CX: number, check digit, its code, assigning authority (namespace & universal id & type), kind of number
    identified = f"{escaped(number)}^^^&{escaped(authority or '')}&URI^MR" if authority else f"{escaped(number)}^^^^MR"
    given, _, family = summary.patient_name.rpartition(" ")
    named = {
        3: identified if number else "",
        5: f"{escaped(family)}^{escaped(given)}",
        7: f"{summary.birth_date:%Y%m%d}",
    }
    clinician = f"^{escaped(summary.clinician)}" if summary.clinician else ""
    visit = {
        1: "1",
        2: "O",
        3: escaped(summary.clinic),
        7: clinician,
        19: escaped(summary.visit_id),
        44: _local(summary),
    }
    return ["PID|" + _fields({1: "1", **named}), "PV1|" + _fields(visit)]


def _local(summary: Summary) -> str:
    return _time(summary.starts_at)


def _time(at: datetime) -> str:
    return at.strftime("%Y%m%d%H%M%S%z")


def _fields(values: Mapping[int, str], *, first: int = 1) -> str:
    return "|".join(values.get(number, "") for number in range(first, max(values) + 1))
