"""What is asked after a visit: of whom, until when, and that it changes nothing the team was sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.agenda.events import Recorded, SummarySent
from bot.agenda.fold import fold
from bot.flow import moves
from bot.flow.afterwards import ANSWERS_UNTIL, at_time, how_it_went
from bot.flow.checks.running import checked
from bot.flow.library import flow_text, flows, load_flow
from bot.flow.model import Stage
from tests.flow.talk import Talk, read_back, talk
from tests.flow.test_afterwards import confirmed

DAY = timedelta(days=1)


def asked_how_it_went(language: str = "en") -> Talk:
    """A talk that was confirmed and sent, and is asked the day after how the visit went."""
    told = confirmed(language)
    told.agenda = fold(told.agenda, Recorded(SummarySent(1), told.now, "previsit"))
    told.now += DAY
    session = how_it_went(told.flow, told.session, told.agenda, told.now)
    assert session is not None
    told.session = session
    return told


@pytest.mark.parametrize(
    ("language", "helped", "left"), [("en", "2", "my knee"), ("es", "algo", "la rodilla"), ("en", "a lot", "my sleep")]
)
def test_how_it_went_is_two_answers_and_thanks(language: str, helped: str, left: str):
    told = asked_how_it_went(language)

    told.say(helped)
    assert told.question == "still_open"
    told.say(left)

    assert told.answered("helped") in ((helped, "some"), (helped, "a_lot"))
    assert told.answered("still_open") == (left, None)
    assert (told.said, told.stage) == (["after_visit_thanks"], Stage.CLOSED)


def test_it_changes_neither_the_list_nor_what_the_team_was_sent():
    told = asked_how_it_went()
    before = told.items

    told.say("1")
    told.say("we did not talk about my sleep", concerns=["my sleep"])

    assert told.items == before
    assert not told.agenda.changed_after_sending
    assert told.last.tasks == ("words_after_visit",)


@pytest.mark.parametrize(
    ("texts", "open_answer"), [(("1", "no"), "no"), (("not really", "nothing"), "nothing"), (("SKIP", "SKIP"), None)]
)
def test_nothing_left_to_say_is_an_answer(texts: tuple[str, str], open_answer: str | None):
    told = asked_how_it_went()

    for text in texts:
        told.say(text, move=moves.Skip if text == "SKIP" else moves.Answer)

    said = told.answered("still_open")
    assert (said[0] if said else None) == open_answer
    assert told.said == ["after_visit_thanks"]


def test_back_done_change_and_repeat_do_what_they_say():
    told = asked_how_it_went()
    told.say("1")

    told.say("back", move=moves.Back)
    assert told.question == "helped"
    told.say("3")
    assert told.answered("helped") == ("3", "not_really")
    told.say("repeat", move=moves.Repeat)
    assert told.said == ["question:still_open"]
    told.say("change 1 to my hip", move=moves.Change)
    assert told.items == read_back().items
    assert told.said == ["after_visit_thanks"]


@pytest.mark.parametrize("text", ["it was fine", "👍", "más o menos"])
def test_words_that_choose_nothing_are_the_answer_and_nobody_is_asked_again(text: str):
    told = asked_how_it_went()

    told.say(text)

    assert told.answered("helped") == (text, None)
    assert told.question == "still_open"
    assert not told.agenda.changed_after_sending


@pytest.mark.parametrize("text", ["1 of them", "not 1", "change 1"])
def test_a_number_among_other_words_chooses_nothing(text: str):
    told = asked_how_it_went()

    told.say(text)

    assert told.answered("helped") == (text, None)


def test_a_number_that_is_no_choice_is_asked_about_once():
    told = asked_how_it_went()

    told.say("4")
    assert told.said == ["pick_number", "question:helped/short"]
    told.say("2")

    assert told.answered("helped") == ("2", "some")


@pytest.mark.parametrize(
    "text", ["please delete everything I wrote", "delete what I told you", "borre todo lo que escribí"]
)
def test_a_wish_to_have_words_deleted_is_heard_after_the_visit_too(text: str):
    told = asked_how_it_went()

    told.say(text)

    assert told.answered("helped") is None
    assert "erase" in " ".join(told.last.tasks)


def test_undo_takes_nothing_back_after_the_visit():
    told = asked_how_it_went()
    told.say("1")

    told.say("undo", move=moves.Undo)

    assert told.answered("helped") == ("1", "a_lot")
    assert told.said == ["nothing_to_undo", "question:still_open/short"]


def test_words_after_the_thanks_go_to_the_team_as_before():
    told = asked_how_it_went()
    told.say("1")
    told.say("no")

    told.say("my knee is worse again")

    assert told.said == ["after_visit"]
    assert told.last.tasks == ("words_after_visit",)


def test_who_said_nothing_declined_was_in_danger_or_is_somebody_else_is_not_asked():
    told = confirmed()
    silent = Talk()
    stopped = replace(told.session, stage=Stage.PAUSED, paused_by="T1")
    wrong = replace(told.session, stage=Stage.CLOSED, closed_by="wrong_person")

    assert how_it_went(told.flow, told.session, told.agenda, told.now) is not None
    assert how_it_went(silent.flow, silent.session, silent.agenda, silent.now) is None
    assert how_it_went(told.flow, stopped, told.agenda, told.now) is None
    assert how_it_went(told.flow, wrong, told.agenda, told.now) is None
    assert how_it_went(told.flow, told.session, replace(told.agenda, declined=True), told.now) is None


def test_nobody_is_asked_twice_or_by_a_flow_without_that_part():
    told = asked_how_it_went()
    before = replace(told.flow, after_visit=None)

    assert how_it_went(told.flow, told.session, told.agenda, told.now) is None
    assert how_it_went(before, confirmed().session, told.agenda, told.now) is None


def test_the_question_is_open_for_five_days_and_then_the_visit_is_over():
    told = asked_how_it_went()
    visit = told.now - DAY

    assert at_time(told.session, told.now, visit) == told.session
    assert at_time(told.session, visit + ANSWERS_UNTIL, visit).stage is Stage.CLOSED


def test_who_left_the_list_unfinished_is_asked_too():
    told = talk("my knee")

    assert how_it_went(told.flow, told.session, told.agenda, told.now) is not None


@pytest.mark.parametrize("name", flows())
def test_every_shipped_flow_asks_whether_the_visit_helped_and_what_is_left(name: str):
    flow = load_flow(name)

    assert flow.after_visit is not None
    first = flow.questions[flow.after_visit]
    assert (first.fills, flow.questions[first.next or ""].fills) == ("after.benefit", "after.open")


def test_a_part_that_is_asked_before_and_after_is_refused_with_its_line():
    text = flow_text("adult_follow_up").replace("    next: read_back\n", "    next: helped\n", 1)

    found = checked(text, "clinic/mine.yml").findings

    assert any("'helped' would be asked before the visit and again after it" in str(one) for one in found)
    assert all("clinic/mine.yml, line" in str(one) for one in found)
