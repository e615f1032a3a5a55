from hypothesis import given
from hypothesis import strategies as st

from bot.services.summary_shape import Replaced
from integrations.delivery.fhir.checks import check_document, is_loinc
from integrations.delivery.fhir.document import document
from tests.delivery.defects import DEFECTS, missed
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


def test_every_seeded_defect_is_caught():
    assert len(DEFECTS) >= 35 and missed() == []


def test_what_is_left_out_of_a_document_is_no_defect():
    for changes in ({}, {"patient_id": "P-9"}, {"source": "proxy"}, {"replaces": Replaced("x-v1", None), "version": 2}):
        check_document(document(a_summary(**changes)))
