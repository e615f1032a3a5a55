"""Kinds of answers the shipped flows do not ask for, in a flow of a clinic's own."""

from __future__ import annotations

import pytest

from bot.flow.library import parse_flow
from tests.flow.talk import Talk

FLOW = """\
title: {en: Dates, es: Fechas}
questions:
  main:
    ask: {en: What matters?, es: ¿Qué importa?}
    expect: words
    fills: items
    next: when
  when:
    ask: {en: When did it start?, es: ¿Qué fecha fue?}
    expect: date
    fills: interval_history
    unclear: {tries: 1, next: decides}
    next: hopes
  hopes:
    ask: {en: What do you hope for?, es: ¿Qué espera?}
    expect: words
    fills: hoped_outcome
    next: decides
  decides:
    ask: {en: "Who? 1 Me 2 You", es: "¿Quién? 1 Yo 2 Usted"}
    expect: choice
    fills: participation.preference
    options:
      me: {en: Me, es: Yo}
      you: {en: You, es: Usted}
    next: read_back
"""


def asked(*texts: str) -> Talk:
    talk = Talk()
    talk.flow = parse_flow(FLOW, "dates.yml")
    for text in ("yes", "my knee", *texts):
        talk.say(text)
    return talk


@pytest.mark.parametrize(
    ("text", "day"), [("Dec 14", "2026-12-14"), ("11/20/2026", "2026-11-20"), ("yesterday", "2026-11-30")]
)
def test_a_day_is_kept_as_said_and_as_a_date(text: str, day: str):
    talk = asked(text)

    assert talk.answered("when") == (text, day)
    assert talk.question == "hopes"


def test_an_unclear_day_is_asked_for_once_and_then_let_be():
    talk = asked("a while ago")
    assert talk.said == ["which_date"]

    talk.say("some time in the fall")

    assert talk.answered("when") == ("some time in the fall", None)
    assert talk.question == "decides"


def test_not_knowing_the_day_goes_on_at_once():
    assert asked("I don't know").question == "decides"


def test_topics_instead_of_a_choice_are_kept_and_never_asked_about_for_ever():
    talk = asked("Dec 14", "less pain")
    for number in range(3):
        talk.say(f"my zork {number} hurts", concerns=[f"zork {number}"])

    assert talk.stage.value == "reading_back"
    assert len(talk.items) >= 3
