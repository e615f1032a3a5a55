from __future__ import annotations

from dataclasses import replace

import pytest

from bot.flow.model import Stage
from tests.flow.talk import Talk, read_back


def confirmed(language: str = "en") -> Talk:
    talk = read_back(language)
    talk.say("yes")
    return talk


def after_the_visit() -> Talk:
    talk = confirmed()
    talk.session = replace(talk.session, stage=Stage.CLOSED)
    return talk


@pytest.mark.parametrize("text", ["forgot to say I have a rash", "oh and my hip", "one more thing, my ears ring"])
def test_words_after_the_yes_are_added_and_acknowledged(text: str):
    talk = confirmed()

    talk.say(text)

    assert len(talk.items) == 3
    assert talk.said == ["late_added"]
    assert talk.stage is Stage.CONFIRMED


@pytest.mark.parametrize("text", ["thanks!", "ok", "gracias", "👍", "no", "bye", "ok thank you so much"])
def test_courtesy_after_the_yes_is_no_item(text: str):
    talk = confirmed()

    talk.say(text)

    assert len(talk.items) == 2
    assert talk.said == ["welcome"]


def test_edits_still_work_after_the_yes():
    talk = confirmed()

    talk.say("take out 2")
    assert talk.said == ["removed"]
    talk.say("change 1 to I sleep 3 hours")

    assert talk.items == ["I sleep 3 hours"]
    assert talk.said == ["changed_to"]


def test_an_emoji_after_the_yes_is_kept():
    talk = confirmed()

    talk.say("😩")

    assert talk.answered("added_later_note") == ("😩", None)


def test_the_yes_can_be_taken_back():
    talk = confirmed()

    talk.say("undo")

    assert talk.stage is Stage.READING_BACK
    assert talk.agenda.confirmed_at is None


def test_after_the_visit_words_are_kept_and_go_to_the_team():
    talk = after_the_visit()

    talk.say("forgot to say I have a rash")

    assert "forgot to say I have a rash" in talk.items
    assert talk.said == ["after_visit"]
    assert talk.last.tasks == ("words_after_visit",)


@pytest.mark.parametrize("text", ["skip", "back", "done", "repeat", "continue", "undo"])
def test_after_the_visit_commands_hear_that_it_is_over(text: str):
    talk = after_the_visit()

    talk.say(text)

    assert talk.said == ["visit_over"]


def test_after_the_visit_asides_are_still_answered():
    talk = after_the_visit()

    talk.aside("need a refill", "refill_request")

    assert talk.said == ["refill"]


def test_the_same_words_late_are_no_new_item():
    talk = confirmed()

    talk.say("my knee hurts")

    assert len(talk.items) == 2
