"""The DocumentReference: what is filed in the record. A pure function of the stored summary, so that every retry is the same."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from bot.services.summary_shape import Replaced, Summary

SUMMARY_SYSTEM = "urn:previsit:summary"
VISIT_SYSTEM = "urn:previsit:visit"
LOINC = "http://loinc.org"
PATIENT_NOTE = {"system": LOINC, "code": "51855-5", "display": "Patient Note"}
CLINICAL_NOTE = {
    "system": "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
    "code": "clinical-note",
    "display": "Clinical Note",
}
PATIENT_ASSERTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "PATAST"}
TITLE = "Pre-visit agenda, in the patient's own words"
_LOCAL = re.compile(r"DocumentReference/([A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?")

Resource = dict[str, Any]


def document(summary: Summary, patient: str | None = None) -> Resource:
    """Return the resource; patient: the reference that the server gave for the patient's identifier, such as Patient/17."""
    subject = _subject(summary, patient)
    resource: Resource = {
        "resourceType": "DocumentReference",
        "meta": {"security": [PATIENT_ASSERTED]},
        "identifier": [{"system": SUMMARY_SYSTEM, "value": summary.identifier}],
        "status": "current",
        "type": {"coding": [PATIENT_NOTE], "text": TITLE},
        "category": [{"coding": [CLINICAL_NOTE]}],
        "subject": subject,
        "date": summary.made_at.isoformat(timespec="seconds"),
        "author": [subject] if subject and summary.source == "patient" else None,
        "relatesTo": [_replaces(summary.replaces)] if summary.replaces else None,
        "description": TITLE,
        "content": [{"attachment": _attachment(summary)}],
        "context": {
            "period": {"start": summary.starts_at.isoformat(timespec="seconds")},
            "related": [{"type": "Appointment", "identifier": {"system": VISIT_SYSTEM, "value": summary.visit_id}}],
        },
    }
    return {name: value for name, value in resource.items() if value}


def _subject(summary: Summary, patient: str | None) -> Resource | None:
    """Return whom it is about, by identifier only: a name would let a server match by name."""
    system, value = summary.identifier_system, summary.identifier_value
    identifier = {"system": system, "value": value} if system and value else {"value": summary.patient_id}
    if not identifier["value"]:
        return None
    return {**({"reference": patient} if patient else {}), "type": "Patient", "identifier": identifier}


def _attachment(summary: Summary) -> Resource:
    text = summary.text.encode()
    return {
        "contentType": "text/plain; charset=utf-8",
        "data": base64.b64encode(text).decode(),
        "size": len(text),
        "hash": base64.b64encode(hashlib.sha1(text).digest()).decode(),  # noqa: S324 - FHIR R4 wants SHA-1 here
        "title": TITLE,
        "creation": summary.made_at.isoformat(timespec="seconds"),
    }


def _replaces(before: Replaced) -> Resource:
    """Point at the version before: by identifier always, by reference where its receipt names one."""
    stored = _LOCAL.match(before.receipt or "")
    reference = {"reference": f"DocumentReference/{stored[1]}"} if stored else {}
    identifier = {"system": SUMMARY_SYSTEM, "value": before.identifier}
    return {"code": "replaces", "target": {**reference, "type": "DocumentReference", "identifier": identifier}}
