import codecs
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.services.visit_rows import BadRow, ImportRefused, VisitRow
from integrations.scheduling.csv_file import MAX_BYTES, read_csv
from tests.scheduling.files import a_file, a_row

NOW = datetime(2026, 12, 7, 15, 0, tzinfo=timezone.utc)


def read(data: bytes, now: datetime = NOW) -> tuple[list[VisitRow], list[BadRow]]:
    return read_csv(data, now)


def problems(data: bytes) -> dict[tuple[int, str], str]:
    return {(bad.row, bad.column): bad.problem for bad in read(data)[1]}


def test_a_row_becomes_a_visit_with_its_consent():
    (row,), bad = read(a_file(a_row(consent_health_texts="no", flow="new_patient", minutes="30")))

    assert bad == []
    assert row.visit_id == "A-1001"
    assert row.starts_at == datetime(2026, 12, 14, 9, 5, tzinfo=timezone(timedelta(hours=-5)))
    assert (row.details.patient_name, row.details.birth_date) == ("Maria Lopez", date(1961, 3, 9))
    assert (row.consent_texting, row.consent_health_texts, row.consent_source) == (True, False, "booking desk")
    assert (row.flow, row.details.minutes, row.status) == ("new_patient", 30, "booked")


@pytest.mark.parametrize("encode", [
    lambda text: text.encode(),
    lambda text: codecs.BOM_UTF8 + text.encode(),
    lambda text: text.encode("utf-16"),
    lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    lambda text: text.replace("\r\n", "\n").encode(),
    lambda text: text.replace(",", ";").encode(),
])  # fmt: skip
def test_a_file_is_read_as_spreadsheets_save_it(encode):
    text = a_file(a_row(patient_name="Íñigo Peña"), a_row(visit_id="A-1002")).decode()

    rows, bad = read(encode(text))

    assert bad == []
    assert [row.details.patient_name for row in rows] == ["Íñigo Peña", "Maria Lopez"]


def test_a_windows_encoding_is_refused_with_its_first_bad_line():
    text = a_file(a_row(), a_row(visit_id="A-1002", patient_name="Íñigo Peña")).decode()

    with pytest.raises(ImportRefused, match=r'line 3 is not UTF-8.*"CSV UTF-8"') as refusal:
        read(text.encode("cp1252"))

    assert "Pe" not in str(refusal.value).replace("Peter", "")


def test_utf_16_without_its_mark_is_refused():
    with pytest.raises(ImportRefused, match="NUL character"):
        read(a_file().decode().encode("utf-16-le"))


def test_formulas_stay_text():
    formula = '=HYPERLINK("http://evil.example","x")'

    (row,), bad = read(a_file(a_row(patient_name=formula, visit_type="@SUM(1)", clinician="+1-1")))

    assert bad == []
    assert (row.details.patient_name, row.details.visit_type, row.details.clinician) == (formula, "@SUM(1)", "+1-1")


@pytest.mark.parametrize("column, cell, fix", [
    ("visit_id", "", "is empty"),
    ("visit_id", "a b", "1 to 64 letters"),
    ("starts_at", "2027-01-02T08:15:00", "with its offset"),
    ("starts_at", "12/14/2026 9:05", "with its offset"),
    ("starts_at", "2026-13-41T09:05:00Z", "with its offset"),
    ("time_zone", "EST5", "America/New_York"),
    ("time_zone", "../etc/passwd", "America/New_York"),
    ("birth_date", "3/9/1961", "year-month-day"),
    ("birth_date", "0061-03-09", "cannot be"),
    ("birth_date", "2026-12-08", "in the future"),
    ("consent_recorded_at", "2026-12-08T10:00:00-05:00", "in the future"),
    ("phone", "202-555-0143", "plus sign"),
    ("phone", "12025550177", "plus sign"),
    ("phone", "+1", "plus sign"),
    ("language", "fr", "en, es"),
    ("consent_texting", "maybe", "yes, no"),
    ("consent_recorded_at", "yesterday", "with its offset"),
    ("consent_recorded_at", "", "needs when and how"),
    ("consent_source", "", "needs when and how"),
    ("status", "no-show", "booked, cancelled, moved"),
    ("minutes", "half an hour", "whole number"),
    ("identifier_system", "MRN", "address of the numbering system"),
    ("proxy_phone", "555", "plus sign"),
    ("patient_name", "Maria\x07", "cannot be seen"),
    ("patient_name", "\u202eairaM", "cannot be seen"),
    ("consent_wording", "x" * 2001, "longer than"),
])  # fmt: skip
def test_a_bad_cell_is_named_by_row_and_column_with_its_fix_and_never_repeated(column, cell, fix):
    data = a_file(a_row(visit_id="A-1"), a_row(identifier_value="77", identifier_system="urn:x:y") | {column: cell})

    found = problems(data)

    assert list(found) == [(3, column)]
    assert fix in found[3, column]
    assert not cell or len(cell) < 4 or cell not in found[3, column]


def test_who_was_born_this_morning_and_who_agreed_a_moment_ago_by_a_clock_that_is_fast_are_taken():
    in_guam = a_row(birth_date="2026-12-08", time_zone="Pacific/Guam", consent_recorded_at="2026-12-07T10:05:00-05:00")

    assert problems(a_file(in_guam)) == {}


def test_every_bad_row_is_named_at_once():
    found = problems(a_file(a_row(phone="1"), a_row(visit_id="B", language="xx", birth_date="?"), a_row(visit_id="C")))

    assert list(found) == [(2, "phone"), (3, "language"), (3, "birth_date")]


def test_a_visit_in_two_rows_is_a_bad_row():
    assert problems(a_file(a_row(), a_row(language="es"))) == {
        (3, "visit_id"): "row 2 has the same one; keep one row a visit"
    }


def test_an_identifier_needs_its_system():
    assert "needs both" in problems(a_file(a_row(identifier_value="77")))[2, "identifier_system"]


def test_no_consent_needs_no_date():
    rows, bad = read(a_file(a_row(consent_texting="no", consent_recorded_at="", consent_source="")))

    assert (len(rows), bad) == (1, [])


@pytest.mark.parametrize("change, reason", [
    (lambda text: text.replace("phone", "telephone", 1), "lacks the column phone"),
    (lambda text: text.replace("visit_id", "phone", 1), "lacks the column visit_id"),
    (lambda text: text.replace("consent_source", "consent_source,phone", 1), "names the column phone twice"),
    (lambda text: text.replace("consent_source", "consent_source,consent_helth_texts", 1), "perhaps consent_health_texts"),
    (lambda text: "", "the file is empty"),
    (lambda text: " \r\n,,\r\n", "the file is empty"),
    (lambda text: text + '"A-2,x', "no CSV"),
])  # fmt: skip
def test_what_is_no_such_file_is_refused_as_a_whole(change, reason):
    with pytest.raises(ImportRefused, match=reason):
        read(change(a_file().decode()).encode())


def test_rows_of_another_width_are_bad_rows_and_empty_ones_are_none():
    text = a_file(a_row(), a_row(visit_id="A-2")).decode() + ",,,,,,,,,,\r\n\r\nA-3,too,short\r\n"

    rows, bad = read(text.encode())

    assert [row.visit_id for row in rows] == ["A-1001", "A-2"]
    assert [(b.row, b.column) for b in bad] == [(6, "all columns")]


def test_a_huge_file_is_refused_before_it_is_read():
    with pytest.raises(ImportRefused, match="larger than 5 MB"):
        read(b"x" * (MAX_BYTES + 1))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(data):
    try:
        read(data)
    except ImportRefused as refusal:
        assert str(refusal).startswith("Nothing was imported")


@given(st.text(max_size=80), st.sampled_from(["patient_name", "clinician", "visit_type", "consent_source"]))
def test_a_text_cell_is_kept_as_written_or_refused(text, column):
    rows, bad = read(a_file(a_row(**{column: text})) if "\0" not in text else a_file())

    assert len(rows) == 1 or bad[0].column == column
