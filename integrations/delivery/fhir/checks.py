"""What must hold of a resource before it leaves: its structure, and what the structure alone does not say."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.errors import PrevisitError

# Required bindings of R4 that fhir.resources does not check; only those of resources that we write.
_STATUSES = ("current", "superseded", "entered-in-error")
_DOC_STATUSES = ("preliminary", "final", "amended", "entered-in-error")
_RELATIONS = ("replaces", "transforms", "signs", "appends")
_LOINC = re.compile(r"(\d{1,7})-(\d)")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+(; charset=[a-z0-9-]+)?")
_REFERENCE = re.compile(r"([A-Z][A-Za-z]+)/[A-Za-z0-9.-]{1,64}")
_SYSTEMS = {
    "clinical-note": "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category",
    "PATAST": "http://terminology.hl7.org/CodeSystem/v3-ObservationValue",
}
# What may be referred to from where, of what we write (R4 and US Core).
_TARGETS = {
    "subject": ("Patient",),
    "author": ("Patient", "Practitioner", "RelatedPerson"),
    "authenticator": ("Practitioner",),
    "target": ("DocumentReference",),
}


class InvalidResource(PrevisitError):
    """A resource of ours would break a rule of FHIR R4 or US Core; nothing was sent."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"The FHIR resource breaks these rules: {'; '.join(problems)}.")


def check_document(resource: dict[str, Any]) -> None:
    """Raise InvalidResource naming every rule that a DocumentReference breaks."""
    problems = [*_structure(resource)] or [  # the others rest on it
        *_codes(resource),
        *_references(resource),
        *_everywhere(resource),
        *_attachments(resource),
    ]
    if problems:
        raise InvalidResource(problems)


def _structure(resource: dict[str, Any]) -> Iterator[str]:
    # Imported when first needed: 0.3 s that processes without deliveries do not pay.
    from fhir.resources.R4B.documentreference import DocumentReference
    from pydantic import ValidationError

    try:
        DocumentReference.parse_obj(resource)
    except ValidationError as error:
        for problem in error.errors():
            yield f"{'.'.join(map(str, problem['loc']))}: {problem['type']}"


def _codes(resource: dict[str, Any]) -> Iterator[str]:
    if resource.get("resourceType") != "DocumentReference":
        yield "resourceType: not DocumentReference"
    if resource.get("status") not in _STATUSES:
        yield "status: not in DocumentReferenceStatus"
    if resource.get("docStatus", "final") not in _DOC_STATUSES:
        yield "docStatus: not in CompositionStatus"
    if any(relation.get("code") not in _RELATIONS for relation in resource.get("relatesTo", ())):
        yield "relatesTo.code: not in DocumentRelationshipType"
    if not any(coding.get("code") for coding in resource.get("type", {}).get("coding", ())):
        yield "type: US Core needs a coding"
    categories = [coding for concept in resource.get("category", ()) for coding in concept.get("coding", ())]
    if not _has(categories, "clinical-note"):
        yield "category: US Core needs clinical-note"
    if not _has(resource.get("meta", {}).get("security", ()), "PATAST"):
        yield "meta.security: the patient's words must be marked PATAST"
    identifiers = resource.get("identifier") or [{}]
    if not all(isinstance(one.get("value"), str) and one.get("system") and one["value"] for one in identifiers):
        yield "identifier: a conditional create needs system and value"


def _has(codings: Iterable[dict[str, Any]], code: str) -> bool:
    return any((one.get("system"), one.get("code")) == (_SYSTEMS[code], code) for one in codings)


def _references(resource: dict[str, Any]) -> Iterator[str]:
    """Find references to what may not stand there, or to nothing."""
    targets = [relation.get("target", {}) for relation in resource.get("relatesTo", ())]
    held = [("subject", resource.get("subject")), ("authenticator", resource.get("authenticator"))]
    held += [("author", one) for one in resource.get("author", ())] + [("target", one) for one in targets]
    for where, reference in held:
        if reference is None:
            continue
        found = _REFERENCE.fullmatch(reference["reference"]) if "reference" in reference else None
        if "reference" in reference and found is None or not reference.keys() & {"reference", "identifier"}:
            yield f"{where}: refers to nothing"
        kinds = {reference.get("type"), found[1] if found else None} - {None}
        if not kinds <= set(_TARGETS[where]):
            yield f"{where}: refers to {', '.join(sorted(map(str, kinds)))}"
    period = resource.get("context", {}).get("period", {})
    if "end" in period and period["end"] < period.get("start", ""):
        yield "context.period: ends before it starts"


def _everywhere(value: Any, where: str = "resource") -> Iterator[str]:
    """Find what no part may be: empty (FHIR's JSON rules), or a LOINC code whose check digit shows that it does not exist."""
    if value in ("", [], {}):
        yield f"{where}: empty"
    if isinstance(value, list):
        for part in value:
            yield from _everywhere(part, where)
    elif isinstance(value, dict):
        if value.get("system") == "http://loinc.org" and not is_loinc(str(value.get("code"))):
            yield f"{value.get('code')} is no LOINC code"
        for name, part in value.items():
            yield from _everywhere(part, name)


def is_loinc(code: str) -> bool:
    """Check the mod 10 digit: from the right, every second digit doubled, the sums of their digits added up."""
    match = _LOINC.fullmatch(code)
    if match is None:
        return False
    digits = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(match[1]))]
    return (10 - sum(digit // 10 + digit % 10 for digit in digits) % 10) % 10 == int(match[2])


def _attachments(resource: dict[str, Any]) -> Iterator[str]:
    contents = resource.get("content", ())
    if not contents:
        yield "content: R4 needs one"
    for content in contents:
        attachment = content.get("attachment", {})
        if not _MEDIA_TYPE.fullmatch(attachment.get("contentType", "")):
            yield "attachment.contentType: no media type"
        if not (attachment.get("data") or attachment.get("url")):
            yield "attachment: US Core needs data or url"
            continue
        yield from _data(attachment)


def _data(attachment: dict[str, Any]) -> Iterator[str]:
    try:
        data = base64.b64decode(attachment.get("data", ""), validate=True)
    except ValueError:
        yield "attachment.data: no base64"
        return
    digest = base64.b64encode(hashlib.sha1(data).digest()).decode()  # noqa: S324 - FHIR R4 wants SHA-1 here
    if data and (attachment.get("size"), attachment.get("hash")) != (len(data), digest):
        yield "attachment: size or hash is not that of the data"
