"""The DocumentReference: what is filed in the record. A pure function of the stored summary, so that every retry is the same."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any

from bot.connections.fhir import AUTHORS, DOCUMENT_TYPES, Fhir
from bot.services.summary_shape import Replaced, Summary
from integrations.delivery.fhir.rtf import rtf

SUMMARY_SYSTEM = "urn:previsit:summary"
VISIT_SYSTEM = "urn:previsit:visit"
LOINC = "http://loinc.org"
CLINICAL_NOTE = {
    "system": "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
    "code": "clinical-note",
    "display": "Clinical Note",
}
PATIENT_ASSERTED = {"system": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "code": "PATAST"}
TITLE = "Pre-visit agenda, in the patient's own words"
_LOCAL = re.compile(r"DocumentReference/([A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?")

DEFAULT = Fhir()

Resource = dict[str, Any]


def document(
    summary: Summary,
    how: Fhir = DEFAULT,
    patient: str | None = None,
    sheet: bytes | None = None,
) -> Resource:
    """Return the resource as the site wants it.

    patient: the reference that the server gave for the patient's identifier, such as Patient/17. sheet: the PDF.
    """
    subject = _subject(summary, patient)
    resource: Resource = {
        "resourceType": "DocumentReference",
        "meta": {"security": [PATIENT_ASSERTED]},
        "identifier": [{"system": SUMMARY_SYSTEM, "value": summary.identifier}],
        "status": "current",
        "type": {"coding": [_type(how.document_type)], "text": TITLE},
        "category": [{"coding": [CLINICAL_NOTE]}],
        "subject": subject,
        "date": summary.made_at.isoformat(timespec="seconds"),
        "author": _author(summary, how, subject),
        "authenticator": {"reference": how.authenticator} if how.authenticator else None,
        "relatesTo": [_replaces(summary.replaces)] if summary.replaces else None,
        "description": TITLE,
        "content": [{"attachment": one} for one in _attachments(summary, how, sheet)],
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


def _type(code: str) -> Resource:
    return {"system": LOINC, "code": code, "display": DOCUMENT_TYPES[code]}


def _author(summary: Summary, how: Fhir, subject: Resource | None) -> list[Resource] | None:
    """Return whom the site wants as author; a patient is named only for words that are the patient's own."""
    if how.author not in AUTHORS:
        return [{"reference": how.author}]
    return [subject] if subject and how.author == "patient" and summary.source == "patient" else None


def _attachments(summary: Summary, how: Fhir, sheet: bytes | None) -> Iterator[Resource]:
    if how.text:
        yield _attachment(summary, "text/plain; charset=utf-8", summary.text.encode())
    if how.rtf:
        yield _attachment(summary, "text/rtf", rtf(summary.text))
    if sheet is not None:
        yield _attachment(summary, "application/pdf", sheet)


def _attachment(summary: Summary, kind: str, data: bytes) -> Resource:
    return {
        "contentType": kind,
        "data": base64.b64encode(data).decode(),
        "size": len(data),
        "hash": base64.b64encode(hashlib.sha1(data).digest()).decode(),  # noqa: S324 - FHIR R4 wants SHA-1 here
        "title": TITLE,
        "creation": summary.made_at.isoformat(timespec="seconds"),
    }


def _replaces(before: Replaced) -> Resource:
    """Point at the version before: by identifier always, by reference where its receipt names one."""
    stored = _LOCAL.match(before.receipt or "")
    reference = {"reference": f"DocumentReference/{stored[1]}"} if stored else {}
    identifier = {"system": SUMMARY_SYSTEM, "value": before.identifier}
    return {"code": "replaces", "target": {**reference, "type": "DocumentReference", "identifier": identifier}}
