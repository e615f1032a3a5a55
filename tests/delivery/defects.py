"""Defects put into a document on purpose, one at a time, to see whether our own checks catch them before it leaves.

`python -m tests.delivery.defects` prints how many of them are caught, and which are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from integrations.delivery.fhir.checks import InvalidResource, check_document
from integrations.delivery.fhir.document import Resource, document
from tests.delivery.summaries import a_summary

Path = tuple[str | int, ...]
ATTACHMENT: Path = ("content", 0, "attachment")
GONE = object()  # the entry is taken out

DEFECTS: tuple[tuple[Path, Any], ...] = (
    # what it is, and codes of required bindings
    (("resourceType",), "Document"),
    (("status",), "banana"),
    (("status",), None),
    (("status",), GONE),
    (("status",), ["current"]),
    (("docStatus",), "finished"),
    (("relatesTo",), [{"code": "supersedes", "target": {"reference": "DocumentReference/1"}}]),
    (("relatesTo",), [{"code": "replaces"}]),
    (("relatesTo",), [{"code": "replaces", "target": {}}]),
    (("relatesTo",), [{"code": "replaces", "target": {"reference": "Patient/1"}}]),
    # what US Core and its patient-asserted mode want
    (("type",), GONE),
    (("type", "coding"), []),
    (("type", "coding", 0, "code"), "51855-4"),
    (("type", "coding", 0, "code"), GONE),
    (("category",), []),
    (("category", 0, "coding", 0, "code"), "note"),
    (("category", 0, "coding", 0, "system"), "http://hl7.org/fhir/us/core"),
    (("meta", "security"), []),
    (("meta", "security", 0, "code"), "PATRPT"),
    (("meta", "security", 0, "system"), "http://example.org"),
    # what a conditional create rests on
    (("identifier",), GONE),
    (("identifier",), []),
    (("identifier", 0, "system"), ""),
    (("identifier", 0, "system"), GONE),
    (("identifier", 0, "value"), ""),
    (("identifier", 0, "value"), 7),
    # whom it is about and who said it
    (("subject",), "Patient/1"),
    (("subject", "reference"), "Patient/"),
    (("subject", "reference"), "urn:uuid:nowhere"),
    (("subject", "type"), "Practitioner"),
    (("author",), "somebody"),
    (("author",), [{"reference": "Medication/1"}]),
    (("authenticator",), {"reference": "Patient/1"}),
    # when
    (("date",), "2026-12-07T15:00:00"),
    (("date",), "yesterday"),
    (("date",), "2026-13-40T15:00:00Z"),
    (("context", "period", "start"), "14.12.2026"),
    (("context", "period", "end"), "2020-01-01T00:00:00Z"),
    # the document itself
    (("content",), GONE),
    (("content",), []),
    (("content",), {}),
    ((*ATTACHMENT, "contentType"), ""),
    ((*ATTACHMENT, "contentType"), "words"),
    ((*ATTACHMENT, "data"), ""),
    ((*ATTACHMENT, "data"), "not base64!"),
    ((*ATTACHMENT, "size"), 1),
    ((*ATTACHMENT, "size"), -1),
    ((*ATTACHMENT, "hash"), "AAAA"),
    ((*ATTACHMENT, "creation"), "soon"),
    # form
    (("invented",), True),
    (("description",), ""),
    (("description",), {"text": "x"}),
    (("id",), "with blanks and / strokes"),
    (("meta",), {}),
    (("extension",), [{}]),
)


def spoilt() -> Iterator[tuple[str, Resource]]:
    """Yield each defect in words, and a document that has it."""
    for path, value in DEFECTS:
        resource = deepcopy(document(a_summary(identifier_system="urn:x:y", identifier_value="1"), patient="Patient/1"))
        at: Any = resource
        for step in path[:-1]:
            at = at[step]
        if value is GONE:
            del at[path[-1]]
        else:
            at[path[-1]] = value
        yield f"{'.'.join(map(str, path))} = {'left out' if value is GONE else value!r}", resource


def missed() -> list[str]:
    """Return the defects that no check of ours catches."""
    return [words for words, resource in spoilt() if not _caught(resource)]


def _caught(resource: Resource) -> bool:
    try:
        check_document(resource)
    except InvalidResource:
        return True
    return False


if __name__ == "__main__":
    left = missed()
    print(f"{len(DEFECTS) - len(left)} of {len(DEFECTS)} seeded defects caught")
    for words in left:
        print(f"  missed: {words}")
