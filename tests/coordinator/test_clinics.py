"""What a clinic must have set up, and names that tell too much."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clinics import REQUIREMENTS, disclosing_word, missing, problems
from bot.records import ClinicSettings
from tests.world import READY


def test_a_new_clinic_lacks_everything_but_a_time_zone():
    assert missing(ClinicSettings()) == tuple(need.name for need in REQUIREMENTS if need.name != "time_zone")


def test_a_clinic_with_everything_lacks_nothing():
    assert missing(READY) == ()
    assert problems(READY) == {}


@pytest.mark.parametrize("need", [need for need in REQUIREMENTS if len(need.fields) == 1], ids=lambda need: need.name)
def test_each_requirement_counts_and_blanks_do_not_fill_it(need):
    assert missing(replace(READY, **{need.fields[0]: "  "})) == (need.name,)


def test_one_way_to_the_duty_contact_is_enough():
    assert missing(replace(READY, duty_email="")) == ()
    assert missing(replace(READY, duty_email="", duty_phone="")) == ("duty_contact",)


@pytest.mark.parametrize(
    "name",
    [
        "Maple Oncology",
        "HIV Care Center",
        "Clínica VIH",
        "Riverside Psychiatric Associates",
        "Centro de Psiquiatría",
        "Dr. Lee, Dermatology",
        "Women's Health",
        "Clínica de Diabetes",
        "Pain Management Group",
        "Salud Mental del Valle",
        "Cardiología Sur",
        "FERTILITY partners",
        "Unidad de Adicciones",
    ],
)
def test_a_name_that_tells_the_kind_of_care_is_noticed(name):
    assert disclosing_word(name) in name


@pytest.mark.parametrize(
    "name",
    [
        "Maple Street Clinic",
        "Main Street Medical",
        "Dr. Paine and Partners",
        "Northside Health",
        "Clínica San Juan",
        "",
    ],
)
def test_an_ordinary_name_is_not(name):
    assert disclosing_word(name) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("display_name", "The Very Long Name Of A Clinic In Maple Street"),
        ("display_name", "Maple Street Clinic 🍁"),
        ("phone", "call us"),
        ("phone", "12"),
        ("duty_phone", "555-0100"),
        ("duty_email", "nobody"),
        ("duty_email", "a@b.example, c@d.example"),
        ("duty_email", "a@b.example\r\nBcc: x@y.example"),
        ("time_zone", "Mars/Olympus"),
        ("texting_from", 7),
        ("texting_from", 18),
    ],
)
def test_a_value_that_would_reach_patients_wrongly_is_named(field, value):
    assert list(problems(replace(READY, **{field: value}))) == [field]


@given(st.text(max_size=60), st.text(max_size=30), st.integers(-5, 30), st.integers(-5, 30))
def test_whatever_is_typed_gets_an_answer(name, phone, opens, closes):
    settings = replace(READY, display_name=name, phone=phone, texting_from=opens, texting_until=closes)

    assert all(isinstance(text, str) for text in problems(settings).values())
    disclosing_word(name)
