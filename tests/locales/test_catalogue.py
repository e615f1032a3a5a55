from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.step import Say
from bot.locales import MissingText, MissingValue, label, render


def test_a_message_is_filled_in_in_the_patients_language():
    say = Say("recap", {"list": "my knee"})

    assert render(say, language="en", variables={}) == "Welcome back. So far you told us: my knee"
    assert render(say, language="es", variables={}) == "Gracias por volver. Hasta ahora nos dijo: my knee"


def test_the_messages_own_values_come_first():
    assert "555" in render(Say("abuse", {"phone": "555"}), language="en", variables={"phone": "777"})


def test_the_page_has_its_own_wording_where_one_is_written():
    on_page = render(Say("notice", {"n": "6"}), language="en", variables={}, channel="web")

    assert "LINK" not in on_page
    assert render(Say("got_it", {}), language="en", variables={}, channel="web") == "Got it, thank you."


@pytest.mark.parametrize(("key", "language"), [("nonsense", "en"), ("got_it", "fr")])
def test_a_missing_text_is_named(key: str, language: str):
    with pytest.raises(MissingText, match=f"{key!r} in {language!r}"):
        render(Say(key, {}), language=language, variables={})


def test_a_missing_value_is_named():
    with pytest.raises(MissingValue, match=r"'recap'.*\{list\}"):
        render(Say("recap", {}), language="en", variables={})


def test_headings_are_for_staff_in_english_unless_asked_otherwise():
    assert label("summary.wants_first") == "Wants first"
    assert label("summary.wants_first", language="es") == "Quiere primero"
    with pytest.raises(MissingText):
        label("summary.nonsense")


@given(st.text())
def test_what_a_patient_wrote_is_shown_as_it_is_whatever_it_looks_like(words: str):
    said = render(Say("list_item", {"n": "1", "words": words}), language="en", variables={"phone": "555"})

    assert said == f"1 {words}"
