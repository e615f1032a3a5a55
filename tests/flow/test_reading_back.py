from __future__ import annotations

from datetime import timedelta

import pytest

from bot.agenda.events import Confirmed
from bot.flow import moves
from bot.flow.model import QuestionKind, Stage
from tests.agenda.builders import kinds
from tests.flow.talk import Talk, read_back, talk


def test_the_list_is_numbered_in_the_patients_words_and_order():
    talk = read_back()

    assert talk.said[0] == "read_back"
    assert talk.said[-1] == "read_back_ask"
    assert talk.shown == ["1 I sleep badly", "2 my knee hurts", "3 garden again", "4 ice", "5 less pain", "6 no"]
    assert talk.stage is Stage.READING_BACK


def test_what_else_was_said_beside_the_items_is_read_back_as_well():
    asked = talk()
    asked.say("my knee is bad and we lost our home", concerns=["my knee is bad"])

    asked.say("that's all I have to say, send it", move=moves.Done)
    asked.say("DONE")

    assert "we lost our home" in " ".join(asked.shown)


def test_a_long_answer_is_shortened_in_the_text_and_whole_in_the_agenda():
    words = "my knee " + "and my back " * 20
    asked = talk(words.strip(), "no", "skip", "skip", "skip", "skip")

    assert asked.items == [words.strip()]
    assert asked.shown[0].endswith("...")
    assert len(asked.shown[0]) < 75


@pytest.mark.parametrize(
    "text",
    [
        "YES",
        "yes send it",
        "looks good",
        "ok perfect",
        "that's right",
        "👍",
        "sí",
        "así está bien",
        "correcto",
        "envíelo",
    ],
)
def test_a_yes_confirms(text: str):
    talk = read_back()

    talk.say(text)

    assert Confirmed in kinds(talk.events)
    assert talk.said == ["confirmed"]
    assert talk.stage is Stage.CONFIRMED
    assert talk.agenda.confirmed_at == talk.now


def test_a_short_wording_that_rasa_takes_for_a_yes_confirms():
    talk = read_back()

    talk.say("you got it all", intent="affirm")

    assert talk.stage is Stage.CONFIRMED


@pytest.mark.parametrize("text", ["thanks", "idk", "gracias"])
def test_courtesy_and_doubt_confirm_nothing(text: str):
    talk = read_back()

    talk.say(text)

    assert talk.said == ["read_back_short"]
    assert talk.stage is Stage.READING_BACK


def test_ok_here_after_days_shows_the_list_again():
    talk = read_back()

    talk.say("ok here", later=timedelta(days=1))

    assert talk.said[0] == "read_back"
    assert talk.stage is Stage.READING_BACK


@pytest.mark.parametrize("text", ["no", "nope", "wrong", "CHANGE", "cambiar", "I want to change something"])
def test_a_no_asks_which_line(text: str):
    talk = read_back()

    talk.say(text)

    assert talk.said[-1] == "change_which"
    assert len(talk.shown) == 6
    assert talk.kind is QuestionKind.RANKING


@pytest.mark.parametrize(
    "text", ["take out 2", "please remove number 2", "quita el 2", "borra el 2 por favor", "take 2 out"]
)
def test_a_line_is_taken_out(text: str):
    talk = read_back()

    talk.say(text)

    assert talk.items == ["I sleep badly"]
    assert talk.said[0] == "read_back"


@pytest.mark.parametrize("text", ["delete 4", "elimina el 4", "forget the ice"])
def test_any_line_can_be_taken_out(text: str):
    talk = read_back()

    talk.say(text)

    assert talk.answered("what_helps") is None
    assert "4 less pain" in talk.shown


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("change 1 to I sleep 3 hours", "I sleep 3 hours"),
        ("cambia el 1 a duermo 3 horas", "duermo 3 horas"),
        ("1 should say I wake up at 3", "I wake up at 3"),
        ("make 1 bad dreams", "bad dreams"),
        ("#1 is wrong, it should be bad dreams", "bad dreams"),
        ("sorry I meant sleep BADLY AT NIGHT", "sleep BADLY AT NIGHT"),
    ],
)
def test_a_line_is_worded_anew(text: str, words: str):
    talk = read_back()

    talk.say(text)

    item = talk.agenda.current[0]
    assert item.words == words
    assert item.earlier[0].words == "I sleep badly"
    assert talk.texts[item.quotes[0].message_id][item.quotes[0].start : item.quotes[0].end] == words


@pytest.mark.parametrize(
    "text", ["put 2 first", "2 first", "start with my knee", "pon el 2 primero", "el 2 es lo más importante"]
)
def test_a_line_goes_first(text: str):
    talk = read_back()

    talk.say(text)

    assert talk.items == ["my knee hurts", "I sleep badly"]


def test_new_words_are_added_and_read_back_again():
    talk = read_back()

    talk.say("also my ears ring")

    assert talk.items == ["I sleep badly", "my knee hurts", "my ears ring"]
    assert talk.said[0] == "read_back"
    assert talk.agenda.confirmed_at is None


def test_words_after_a_yes_are_added_before_anything_is_sent():
    talk = read_back()

    talk.say("yes but also my neck hurts", concerns=["my neck hurts"])

    assert "my neck hurts" in talk.items
    assert talk.stage is Stage.READING_BACK


def test_no_it_is_the_other_knee_words_the_line_anew():
    talk = read_back()

    talk.say("no, it's my LEFT knee")

    assert talk.items == ["I sleep badly", "it's my LEFT knee"]


def test_which_line_then_what_it_should_say():
    talk = read_back()

    talk.say("CHANGE", move=moves.Change)
    talk.say("the second one")
    assert talk.said == ["list_item", "change_to_what"]
    talk.say("both knees")

    assert talk.items == ["I sleep badly", "both knees"]
    assert talk.said[0] == "read_back"


@pytest.mark.parametrize("text", ["1", "the first one", "yes", "ok"])
def test_a_number_or_a_yes_is_no_new_wording_of_a_line(text: str):
    talk = read_back()
    talk.say("CHANGE", move=moves.Change)
    talk.say("1")

    talk.say(text)

    assert talk.said == ["list_item", "change_to_what"]
    assert talk.items == ["I sleep badly", "my knee hurts"]


def test_a_side_named_at_the_read_back_words_its_line_anew():
    talk = read_back()

    talk.say("actually my RIGHT knee")

    assert talk.items == ["I sleep badly", "my RIGHT knee"]
    assert talk.said[0] == "read_back"


@pytest.mark.parametrize("text", ["REMOVE", "take it out", "quitar", "delete it please"])
def test_which_line_then_take_it_out(text: str):
    talk = read_back()
    talk.say("CHANGE", move=moves.Change)
    talk.say("1")

    talk.say(text)

    assert talk.items == ["my knee hurts"]


@pytest.mark.parametrize("text", ["never mind", "NONE", "ninguna", "leave it"])
def test_a_change_can_be_given_up(text: str):
    talk = read_back()
    talk.say("CHANGE", move=moves.Change)

    talk.say(text)

    assert talk.said == ["unchanged", "read_back_short"]
    assert talk.session.pending is None


def test_a_number_that_is_not_there_asks_once_for_one_that_is():
    talk = read_back()
    talk.say("CHANGE", move=moves.Change)

    talk.say("hmm")

    assert talk.said == ["pick_number"]


def test_which_line_answered_with_the_whole_change():
    talk = read_back()
    talk.say("no")

    talk.say("2 should say both knees")

    assert talk.items == ["I sleep badly", "both knees"]
    assert talk.session.pending is None


def test_several_lines_at_once():
    talk = read_back()

    talk.say("take out 1 and 4")

    assert talk.items == ["my knee hurts"]
    assert talk.answered("what_helps") is None


def test_emoji_at_the_read_back_are_kept_and_words_asked_for():
    talk = read_back()

    talk.say("😩")

    assert talk.said == ["emoji"]
    assert talk.answered("added_later_note") == ("😩", None)


def test_with_nothing_said_done_thanks_and_says_how_to_add():
    asked = talk("DONE")

    assert asked.said == ["done_empty"]
    assert asked.stage is Stage.CONFIRMED
    assert asked.agenda.confirmed_at is None


def test_a_partial_list_is_read_back_and_nothing_more_is_offered():
    asked = talk("my knee", "no", "DONE")

    assert asked.shown == ["1 my knee"]
    assert asked.said == ["read_back", "list_item", "read_back_ask"]


def test_forgetting_what_was_said_about_something_takes_it_off_and_tells_a_person():
    asked = talk()
    asked.say("I drink too much and my knee hurts", concerns=["I drink too much", "my knee hurts"])

    asked.say("please delete what I said about drinking")

    assert asked.items == ["my knee hurts"]
    assert "erase_words" in asked.last.tasks
    assert asked.said == ["removed", "question:something_else/short"]


def test_deleting_everything_takes_everything_off():
    talk = read_back()

    talk.say("delete everything I said")

    assert talk.items == []
    assert talk.agenda.answer("goal") is None
    assert "erase_words" in talk.last.tasks


def test_a_wish_to_delete_that_names_no_line_asks_which_and_tells_a_person():
    talk = read_back()

    talk.say("delete what I said about my wife")

    assert talk.said[-1] == "change_which"
    assert "erase_words" in talk.last.tasks
    assert "wife" not in " ".join(talk.items)


def test_a_chosen_option_is_read_back_by_its_name():
    asked = Talk()
    flow = asked.flow
    asked.flow = type(flow)(**{**vars(flow), "also_ask": ("decides",)})
    for text in ("yes", "my knee", "no", "walk", "ice", "less pain", "no", "2"):
        asked.say(text)

    assert asked.shown[-1] == "6 Both of us"
