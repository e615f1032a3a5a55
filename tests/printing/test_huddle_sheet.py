"""The day of each clinician on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from integrations.printing.huddle_sheet import huddle_pdf
from tests.delivery.summaries import a_summary
from tests.printing.reading import active, pages, text
from tests.printing.test_summary_sheet import TYPICAL, line

DAY = date(2026, 12, 14)


def test_each_clinician_has_a_sheet_and_the_visits_stand_in_the_order_of_the_day() -> None:
    first = a_summary(lines=TYPICAL, clinician="Dr. Mora", patient_name="Early Bird")
    late = replace(first, patient_name="Late Riser", starts_at=first.starts_at + timedelta(hours=3))
    nobody = replace(first, clinician=None, patient_name="Walks In")

    sheets = pages(
        huddle_pdf("Maple Street Clinic", DAY, [late, nobody, replace(late, clinician="Dr. Abel"), first], "en")
    )

    assert ["Dr. Abel" in sheets[0], "Dr. Mora" in sheets[1], "No clinician named" in sheets[2]] == [True] * 3
    assert sheets[1].index("Early Bird") < sheets[1].index("Late Riser")
    assert "2 visits" in sheets[1] and "1 visit" in sheets[0] and "Mon Dec 14, 2026" in sheets[0]


def test_a_visit_says_what_comes_first_and_what_to_prepare() -> None:
    (page,) = pages(huddle_pdf("Maple", DAY, [a_summary(lines=TYPICAL, language="es", clinician="Dr. Mora")], "en"))

    for said in ("“my knee hurts when I climb stairs”", "“I want to stop the water pill”", "Blood pressure check"):
        assert said in page
    assert "“metformin, two weeks left”" in page and "Speaks Spanish" in page and "Reviewed" in page


def test_a_danger_sign_is_named_and_its_words_stay_off_a_sheet_that_lies_about() -> None:
    sign = line("safety.T1-C", "I want it to end", note="T1-C, Mon Dec 7 10:02 AM, acknowledged")

    page = text(huddle_pdf("Maple", DAY, [a_summary(lines=(sign, *TYPICAL))], "en"))

    assert "T1-C, Mon Dec 7 10:02 AM, acknowledged" in page and "I want it to end" not in page


def test_long_lists_are_clipped_and_counted() -> None:
    many = tuple(line("also", f"topic {n} " + "word " * 30) for n in range(8))

    page = text(huddle_pdf("Maple", DAY, [a_summary(lines=(TYPICAL[0], *many))], "en"))

    assert "topic 2" in page and "topic 3" not in page and "+5" in page and "…" in page


def test_a_day_of_forty_visits_runs_over_pages_and_a_day_without_any_says_so() -> None:
    visits = [a_summary(lines=TYPICAL, clinician="Dr. Mora", patient_name=f"Patient Number{n}") for n in range(40)]

    assert all(f"Number{n}" in text(huddle_pdf("Maple", DAY, visits, "es")) for n in (0, 39))
    assert "No hay citas este día." in text(huddle_pdf("Maple", DAY, [], "es"))


def test_words_of_patients_act_nowhere() -> None:
    hostile = a_summary(lines=(line("wants_first", "<a href='javascript:alert(1)'>x</a>"),), clinician="<b>Dr</b>")

    made = huddle_pdf("Maple", DAY, [hostile], "en")

    assert active(made) == [] and "<b>Dr</b>" in text(made)
