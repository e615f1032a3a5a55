from __future__ import annotations

import pytest

from bot.flow import moves
from bot.flow.model import QuestionKind, Stage
from tests.flow.talk import Talk, read_back, talk

ALARM = "chest tight right now and arm is numb"


def alarmed(tier: str = "T1", kind: str = "chest_pain", *before: str) -> Talk:
    asked = talk(*before)
    asked.say(ALARM, move=moves.Keep, tier=tier, kind=kind)
    return asked


def test_an_emergency_keeps_the_words_says_nothing_and_pauses():
    asked = alarmed()

    assert asked.last.say == ()
    assert asked.items == [ALARM]
    assert asked.stage is Stage.PAUSED
    assert asked.kind is QuestionKind.GO_ON


@pytest.mark.parametrize("text", ["ok", "yes", "my knee hurts too", "2", "DONE", "calling them now", "😩"])
def test_while_paused_nothing_is_asked_and_the_way_on_is_repeated(text: str):
    asked = alarmed()

    asked.say(text)

    assert asked.said == ["paused"]
    assert asked.stage is Stage.PAUSED


def test_words_while_paused_are_kept():
    asked = alarmed()

    asked.say("calling them now")

    assert asked.answered("added_later_note") == ("calling them now", None)


@pytest.mark.parametrize(
    ("text", "move"), [("CONTINUE", moves.GoOn), ("seguir", moves.Answer), ("continue please", moves.Answer)]
)
def test_continue_resumes_with_a_human_word_first(text: str, move: type):
    asked = alarmed()

    asked.say(text, move=move)

    assert asked.said == ["resumed", "question:something_else/short"]
    assert asked.stage is Stage.ASKING


def test_a_coordinator_resumes_as_well():
    asked = alarmed()

    asked.play(moves.GoOn())

    assert asked.said == ["resumed", "question:something_else/short"]


def test_help_while_paused_is_help():
    asked = alarmed()

    asked.aside("help", "help")

    assert asked.said == ["help"]
    assert asked.answered("added_later_note") is None


def test_a_refill_while_paused_reaches_staff():
    asked = alarmed()

    asked.aside("I am out of insulin", "refill_request")

    assert [one.kind for one in asked.agenda.requests] == ["refill"]
    assert asked.said == ["paused"]


def test_an_emergency_beside_another_question_is_an_item_and_the_question_stays():
    asked = alarmed("T1", "chest_pain", "my knee", "no")

    asked.say("continue")

    assert asked.items == ["my knee", ALARM]
    assert asked.question == "goal"
    assert asked.answered("goal") is None


def test_an_emergency_before_the_start_begins_the_flow_silently():
    asked = Talk()

    asked.say(ALARM, move=moves.Keep, tier="T1")
    asked.say("continue")

    assert asked.items == [ALARM]
    assert asked.said == ["resumed", "question:something_else/short"]


def test_an_emergency_at_the_read_back_shows_the_new_list_on_return():
    asked = read_back()
    asked.say(ALARM, move=moves.Keep, tier="T1")

    asked.say("continue")

    assert asked.said[:2] == ["resumed", "read_back"]
    assert f"3 {ALARM}" in asked.shown


def test_an_emergency_after_everything_is_a_late_addition():
    asked = read_back()
    asked.say("yes")

    asked.say(ALARM, move=moves.Keep, tier="T1")
    asked.say("continue")

    assert ALARM in asked.items
    assert asked.stage is Stage.CONFIRMED


def test_the_words_of_a_crisis_stay_out_of_the_list():
    asked = alarmed("T1-C", "suicide")

    assert asked.agenda.quotes == ()
    assert asked.stage is Stage.PAUSED
    assert asked.session.paused_by == "T1-C"


@pytest.mark.parametrize("text", ["whatever", "HELP", "yes", "no one cares"])
def test_after_a_crisis_every_reply_repeats_the_crisis_line(text: str):
    asked = alarmed("T1-C", "suicide")

    asked.say(text)

    assert asked.said == ["crisis"]
    assert asked.agenda.quotes == ()


def test_after_abuse_nothing_more_is_said_to_that_phone():
    asked = alarmed("T1-C", "abuse")

    for text in ("hello?", "CONTINUE", "HELP"):
        asked.say(text)
        assert asked.last.say == ()

    assert asked.stage is Stage.PAUSED
    assert asked.agenda.quotes == ()


def test_after_abuse_a_coordinator_decides():
    asked = alarmed("T1-C", "abuse")

    asked.play(moves.GoOn())

    assert asked.said == ["resumed", "question:main_concern/short"]


def test_a_worse_sign_while_paused_is_heeded():
    asked = alarmed()

    asked.say("i want to die", move=moves.Keep, tier="T1-C", kind="suicide")
    asked.say("ok")

    assert asked.said == ["crisis"]


def test_a_lesser_sign_while_in_crisis_changes_nothing():
    asked = alarmed("T1-C", "suicide")

    asked.say("more short of breath", move=moves.Keep, tier="T2")
    asked.say("ok")

    assert asked.said == ["crisis"]


def test_a_same_day_sign_keeps_the_words_and_offers_to_go_on():
    asked = talk()

    asked.say("more short of breath than last week", move=moves.Keep, tier="T2")

    assert asked.said == ["go_on_offer"]
    assert asked.stage is Stage.ASKING
    assert asked.kind is QuestionKind.GO_ON
    assert asked.items == ["more short of breath than last week"]


@pytest.mark.parametrize("text", ["ok", "yes", "continue", "seguir", "sí"])
def test_after_a_same_day_sign_a_yes_goes_on(text: str):
    asked = talk()
    asked.say("more short of breath than last week", move=moves.Keep, tier="T2")

    asked.say(text)

    assert asked.said == ["question:something_else"]


def test_after_a_same_day_sign_a_no_waits():
    asked = talk()
    asked.say("more short of breath than last week", move=moves.Keep, tier="T2")

    asked.say("no")
    assert asked.said == ["pause_ok"]
    asked.say("ok")

    assert asked.said == ["question:something_else"]


def test_after_a_same_day_sign_more_words_are_kept_and_the_talk_goes_on():
    asked = talk()
    asked.say("more short of breath than last week", move=moves.Keep, tier="T2")

    asked.say("I called, they see me at three")

    assert asked.answered("added_later_note") == ("I called, they see me at three", None)
    assert asked.said == ["got_it", "question:something_else/short"]


def test_undo_does_not_end_a_pause():
    asked = alarmed("T1", "chest_pain", "my knee")

    asked.say("undo", move=moves.Undo)

    assert asked.stage is Stage.PAUSED
    assert ALARM in asked.items


def test_after_the_visit_alarming_words_are_kept_too():
    asked = read_back()
    asked.session = type(asked.session)(**{**vars(asked.session), "stage": Stage.CLOSED})

    asked.say(ALARM, move=moves.Keep, tier="T1")

    assert ALARM in asked.items
    assert asked.stage is Stage.CLOSED
