from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.delivery.fhir.checks import InvalidResource, check_document, is_loinc
from integrations.delivery.fhir.document import document
from tests.delivery.summaries import a_summary

# interop-reliability-security.md 1.2; 81378-7 is a code that some write-ups have and LOINC has not.
REAL = ["95541-9", "75773-2", "81378-2", "87528-6", "81340-2", "29299-5", "10154-3", "46239-0", "51855-5"]
REAL += ["34109-9", "68608-9", "74465-6", "61146-7"]


def test_a_loinc_code_is_known_by_its_check_digit():
    assert all(is_loinc(code) for code in REAL)
    assert not is_loinc("81378-7")


@given(st.sampled_from(REAL), st.integers(1, 9))
def test_another_check_digit_makes_no_code(code: str, step: int):
    number, digit = code.split("-")

    assert not is_loinc(f"{number}-{(int(digit) + step) % 10}")


def test_a_document_of_ours_breaks_no_rule():
    check_document(document(a_summary()))


@pytest.mark.parametrize("path, value", [
    (("status",), "banana"),
    (("status",), None),
    (("type", "coding", 0, "code"), "51855-4"),
    (("type", "coding"), []),
    (("category",), []),
    (("category", 0, "coding", 0, "code"), "note"),
    (("meta", "security"), []),
    (("identifier", 0, "system"), ""),
    (("identifier", 0, "value"), ""),
    (("relatesTo",), [{"code": "supersedes", "target": {"reference": "DocumentReference/1"}}]),
    (("relatesTo",), [{"code": "replaces"}]),
    (("content",), []),
    (("content", 0, "attachment", "contentType"), ""),
    (("content", 0, "attachment", "data"), ""),
    (("content", 0, "attachment", "size"), 1),
    (("content", 0, "attachment", "hash"), "AAAA"),
    (("date",), "2026-12-07T15:00:00"),
    (("date",), "yesterday"),
    (("author",), "somebody"),
    (("invented",), True),
])  # fmt: skip
def test_a_seeded_defect_is_caught(path: tuple[Any, ...], value: Any):
    spoilt = deepcopy(document(a_summary(identifier_system="urn:x:y", identifier_value="1")))
    at: Any = spoilt
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value

    with pytest.raises(InvalidResource):
        check_document(spoilt)
