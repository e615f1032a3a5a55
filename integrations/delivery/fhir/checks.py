"""What must hold of a resource before it leaves: its structure, and what the structure alone does not say."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Any

from bot.errors import PrevisitError

# Required bindings of R4 that fhir.resources does not check; only those of resources that we write.
_STATUSES = ("current", "superseded", "entered-in-error")
_RELATIONS = ("replaces", "transforms", "signs", "appends")
_LOINC = re.compile(r"(\d{1,7})-(\d)")


class InvalidResource(PrevisitError):
    """A resource of ours would break a rule of FHIR R4 or US Core; nothing was sent."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(f"The FHIR resource breaks these rules: {'; '.join(problems)}.")


def check_document(resource: dict[str, Any]) -> None:
    """Raise InvalidResource naming every rule that a DocumentReference breaks."""
    problems = [*_structure(resource), *_codes(resource), *_everywhere(resource), *_attachments(resource)]
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
    if resource.get("status") not in _STATUSES:
        yield "status: not in DocumentReferenceStatus"
    if any(relation.get("code") not in _RELATIONS for relation in resource.get("relatesTo", ())):
        yield "relatesTo.code: not in DocumentRelationshipType"
    if not resource.get("type", {}).get("coding"):
        yield "type: US Core needs a coding"
    categories = [coding for concept in resource.get("category", ()) for coding in concept.get("coding", ())]
    if "clinical-note" not in [coding.get("code") for coding in categories]:
        yield "category: US Core needs clinical-note"
    if "PATAST" not in [label.get("code") for label in resource.get("meta", {}).get("security", ())]:
        yield "meta.security: the patient's words must be marked PATAST"
    if not all(one.get("system") and one.get("value") for one in resource.get("identifier", [{}])):
        yield "identifier: a conditional create needs system and value"


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
    for content in resource.get("content", ()):
        attachment = content.get("attachment", {})
        if not attachment.get("contentType") or not (attachment.get("data") or attachment.get("url")):
            yield "attachment: US Core needs contentType, and data or url"
            continue
        data = base64.b64decode(attachment.get("data", ""))
        digest = base64.b64encode(hashlib.sha1(data).digest()).decode()  # noqa: S324 - FHIR R4 wants SHA-1 here
        if data and (attachment.get("size"), attachment.get("hash")) != (len(data), digest):
            yield "attachment: size or hash is not that of the data"
