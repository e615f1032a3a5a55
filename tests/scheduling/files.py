"""Import files, as short as a test needs them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

ROW = {
    "visit_id": "A-1001",
    "starts_at": "2026-12-14T09:05:00-05:00",
    "time_zone": "America/New_York",
    "patient_name": "Maria Lopez",
    "birth_date": "1961-03-09",
    "phone": "+12025550143",
    "language": "en",
    "clinic": "Maple Street Clinic",
    "consent_texting": "yes",
    "consent_recorded_at": "2026-11-20T10:00:00-05:00",
    "consent_source": "booking desk",
}


def a_row(**changes: str) -> dict[str, str]:
    return ROW | changes


def a_file(*rows: dict[str, str], delimiter: str = ",") -> bytes:
    """Return a CSV with every column that any row has; the rows of a booking desk when none is given."""
    written: Any = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows or (ROW,) for name in row))
    writer = csv.DictWriter(written, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows or (ROW,))
    return str(written.getvalue()).encode()


PATIENT = {
    "resourceType": "Patient",
    "id": "p1",
    "identifier": [
        {"system": "urn:ssn", "value": "000"},
        {"type": {"coding": [{"code": "MR"}]}, "system": "urn:oid:2.16.840.1.113883.19.5", "value": "4711"},
    ],
    "name": [{"use": "nickname", "given": ["Mari"]}, {"use": "official", "given": ["Maria", "J."], "family": "Lopez"}],
    "birthDate": "1961-03-09",
    "telecom": [
        {"system": "email", "value": "maria@example.org"},
        {"system": "phone", "use": "home", "value": "+1 202 555 0100"},
        {"system": "phone", "use": "mobile", "value": "+1 (202) 555-0143"},
    ],
    "communication": [{"language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "es-MX"}]}, "preferred": True}],
}
APPOINTMENT = {
    "resourceType": "Appointment",
    "id": "A-1001",
    "status": "booked",
    "start": "2026-12-14T14:05:00.000Z",
    "minutesDuration": 20,
    "appointmentType": {"coding": [{"code": "FOLLOWUP", "display": "A follow up visit"}]},
    "participant": [
        {"actor": {"reference": "Patient/p1"}, "status": "accepted"},
        {"actor": {"reference": "Practitioner/7", "display": "Dr. Osei"}, "status": "accepted"},
        {"actor": {"reference": "Location/3", "display": "Maple Street Clinic"}, "status": "accepted"},
    ],
}
AGREED = {
    "extension": [
        {"url": "urn:previsit:consent_texting", "valueBoolean": True},
        {"url": "urn:previsit:consent_recorded_at", "valueDateTime": "2026-11-20T10:00:00-05:00"},
        {"url": "urn:previsit:consent_source", "valueString": "booking desk"},
    ]
}


def an_appointment(**changes: Any) -> dict[str, Any]:
    return APPOINTMENT | changes


def a_bundle(*resources: dict[str, Any], **changes: Any) -> bytes:
    """Return a Bundle of these resources, each under an address of its own; with the patient of a booking desk."""
    entries = [
        {"fullUrl": f"https://fhir.example/{one['resourceType']}/{one.get('id')}", "resource": one}
        for one in (PATIENT, *resources)
    ]
    return json.dumps({"resourceType": "Bundle", "type": "searchset", "entry": entries} | changes).encode()
