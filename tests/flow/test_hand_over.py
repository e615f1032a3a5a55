"""A question may end in a person who calls: the patient is told, staff are told, and the flow goes on."""

from __future__ import annotations

import pytest

from bot.flow.library import parse_flow
from bot.flow.model import new_session
from tests.flow.talk import Talk

FLOW = """
title: {en: Visit, es: Cita}
questions:
  main: {ask: {en: What is up?, es: ¿Qué tal?}, expect: words, fills: items, next: call}
  call:
    ask: {en: Do you want a call?, es: ¿Quiere que le llamemos?}
    expect: yes_no
    fills: notes
    hand_over: "yes"
    next: who
  who:
    ask: {en: "Who helps you? 1 Me 2 Nobody", es: "¿Quién le ayuda? 1 Yo 2 Nadie"}
    expect: choice
    fills: strengths
    options: {me: {en: Me, es: Yo}, nobody: {en: Nobody, es: Nadie}}
    hand_over: nobody
    next: read_back
"""


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    talk.flow = parse_flow(FLOW, "visit.yml")
    talk.session = new_session(talk.flow)
    talk.say("yes")
    talk.say("my knee")
    return talk


def test_the_answer_that_hands_over_is_told_to_both_sides_and_the_flow_goes_on(talk: Talk) -> None:
    step = talk.say("yes please")

    assert [say.key for say in step.say] == ["call_coming", "question:who"]
    assert [one.kind for one in talk.agenda.requests] == ["call_me"]


def test_a_nudge_after_the_yes_has_nobody_called_twice(talk: Talk) -> None:
    talk.flow = parse_flow(
        FLOW.replace("    expect: yes_no", "    prompt: {en: When?, es: ¿Cuándo?}\n    expect: yes_no"), "visit.yml"
    )
    talk.say("yes")
    talk.say("in the morning")

    assert [one.kind for one in talk.agenda.requests] == ["call_me"]


def test_any_other_answer_does_not(talk: Talk) -> None:
    step = talk.say("no")

    assert [say.key for say in step.say] == ["question:who"]
    assert talk.agenda.requests == ()


def test_a_choice_hands_over_too(talk: Talk) -> None:
    talk.say("no")
    step = talk.say("2")

    assert step.say[0].key == "call_coming"
    assert [one.kind for one in talk.agenda.requests] == ["call_me"]
