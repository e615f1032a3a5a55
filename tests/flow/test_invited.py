from __future__ import annotations

import pytest

from bot.agenda.events import Accepted, Declined
from bot.flow import moves
from bot.flow.model import QuestionKind, Stage
from tests.agenda.builders import kinds
from tests.flow.talk import Talk


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", t)
        for t in ("yes", "YES!!", "Yeah sure", "ok sounds good", "👍🏽", "yep, let's go", "I guess so", "sure thing")
    ]
    + [("es", t) for t in ("sí", "Si, por favor", "claro que sí", "dale", "está bien", "bueno")],
)
def test_a_yes_brings_the_notice_and_the_first_question_in_one_text(language: str, text: str):
    talk = Talk(language=language)

    talk.say(text)

    assert talk.said == ["notice", "question:main_concern/short"]
    assert talk.last.say[0].values == {"n": "6"}
    assert talk.stage is Stage.ASKING


@pytest.mark.parametrize(
    "text", ["no", "No thanks", "nope", "not interested", "no gracias", "mejor no", "not now", "👎"]
)
def test_a_no_is_thanked_and_never_asked_again(text: str):
    talk = Talk()

    talk.say(text)

    assert talk.said == ["declined"]
    assert kinds(talk.events) == [Declined]
    assert talk.kind is QuestionKind.INVITATION
    assert talk.say(text).say == ()


def test_start_after_a_no_begins_all_the_same():
    talk = Talk()
    talk.say("no")

    talk.say("START", move=moves.GoOn)

    assert talk.said == ["notice", "question:main_concern/short"]
    assert Accepted in kinds(talk.events)
    assert not talk.agenda.declined


def test_words_after_a_no_are_kept_without_asking():
    talk = Talk()
    talk.say("no")

    talk.say("well my knee hurts")

    assert talk.said == ["added_start"]
    assert talk.items == ["my knee hurts"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_answer_before_the_first_question_is_its_answer(language: str):
    talk = Talk(language=language)

    talk.say("knee is bad", "and no sleep", concerns=["knee is bad", "no sleep"])

    assert talk.items == ["knee is bad", "no sleep"]
    assert talk.said == ["notice", "question:something_else/short"]


def test_words_beside_a_yes_are_kept():
    talk = Talk()

    talk.say("Yes, my knee hurts")

    assert talk.items == ["my knee hurts"]
    assert talk.agenda.current[0].quotes[0].start == 5
    assert talk.question == "something_else"


def test_a_no_with_a_topic_is_an_answer():
    talk = Talk()

    talk.say("no but my knee hurts", concerns=["my knee hurts"])

    assert talk.items == ["my knee hurts"]
    assert talk.stage is Stage.ASKING


@pytest.mark.parametrize("text", ["?", "idk", "hi", "hola", "..."])
def test_what_says_nothing_hears_the_invitation_again(text: str):
    talk = Talk()

    talk.say(text)

    assert talk.said == ["invitation_open"]
    assert talk.stage is Stage.INVITED


def test_listo_before_the_first_question_says_ready():
    talk = Talk(language="es")

    talk.say("listo")

    assert talk.said == ["notice", "question:main_concern/short"]


def test_words_before_a_first_choice_are_an_item_and_the_choice_is_asked():
    talk = Talk("child_with_proxy")

    talk.say("my son has a fever", concerns=["fever"])

    assert talk.items == ["my son has a fever"]
    assert talk.said == ["notice", "question:who_answers/short"]


def test_the_number_of_questions_is_the_flows_own():
    for flow in ("adult_follow_up", "chronic_review", "new_patient", "child_with_proxy"):
        assert Talk(flow).say("yes").say[0].values == {"n": "6"}
