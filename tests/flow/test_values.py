"""What a flow's texts name in braces is put in, and what is private stays out of text messages."""

from __future__ import annotations

import pytest

from bot.flow.library import parse_flow
from bot.flow.step import Say
from bot.flow.values import filled
from bot.flow.wording import question_text

KNOWN = {"clinic": "Maple Street", "date": "Mon Dec 14", "clinician": "Dr. Ruiz", "visit_type": ""}
FLOW = parse_flow(
    """
title: {en: Visit, es: Cita}
questions:
  main:
    ask: {en: "What is up on {date}?", es: "¿Qué tal el {date}?"}
    short: {en: What is up?, es: ¿Qué tal?}
    web: {en: "What do you want to tell {clinician} at your {visit_type}?", es: "¿Qué quiere decirle a {clinician}?"}
    expect: words
    fills: items
    next: read_back
""",
    "visit.yml",
)


@pytest.mark.parametrize(
    ("channel", "form", "language", "text"),
    [
        ("sms", "", "en", "What is up on Mon Dec 14?"),
        ("sms", "", "es", "¿Qué tal el Mon Dec 14?"),
        ("sms", "short", "en", "What is up?"),
        ("web", "", "en", "What do you want to tell Dr. Ruiz at your visit?"),
        ("web", "short", "en", "What is up?"),
    ],
)
def test_each_channel_has_its_wording_with_the_values_put_in(channel: str, form: str, language: str, text: str) -> None:
    say = Say("question:main", {"form": form} if form else {})

    assert question_text(FLOW, say, language, KNOWN, channel) == text


def test_where_a_visit_has_no_clinician_the_words_stand_in_its_language() -> None:
    assert filled("Ask {clinician}", "en", {"clinician": ""}) == "Ask your care team"
    assert filled("Pregunte a {clinician}", "es", {}) == "Pregunte a su equipo"


def test_a_value_is_never_read_as_a_place_again_and_what_is_none_stays() -> None:
    assert filled("{clinic} {name} {", "en", {"clinic": "{phone}", "phone": "555"}) == "{phone} {name} {"
