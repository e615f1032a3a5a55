from __future__ import annotations

import pytest

from bot.flow import moves
from bot.flow.model import Stage
from tests.flow.talk import read_back, talk


@pytest.mark.parametrize(
    ("first", "text", "old", "new"),
    [
        ("my knee hurts", "actually forget the knee, it's my sleep", "my knee hurts", "my sleep"),
        ("my knee hurts", "forget the knee its my sleep", "my knee hurts", "my sleep"),
        ("me duele la rodilla", "mejor olvida la rodilla, es el sueño", "me duele la rodilla", "el sueño"),
    ],
)
def test_a_change_of_mind_withdraws_the_old_and_adds_the_new(first: str, text: str, old: str, new: str):
    asked = talk(first)

    asked.say(text)

    assert asked.items == [new]
    assert [item.words for item in asked.agenda.items] == [old, new]
    assert asked.said == ["changed_to", "question:something_else/short"]


@pytest.mark.parametrize(
    ("first", "text", "new"),
    [
        ("my right knee hurts", "sorry I meant LEFT knee", "LEFT knee"),
        ("my right knee hurts", "I meant left", "left"),
        ("my right knee hurts", "correction: left knee", "left knee"),
        ("my right knee hurts", "not my right knee, my left knee", "my left knee"),
        ("la rodilla derecha", "perdón, quise decir la IZQUIERDA", "la IZQUIERDA"),
        ("la rodilla derecha", "no es la derecha, es la izquierda", "la izquierda"),
    ],
)
@pytest.mark.parametrize("move", [moves.Answer, moves.Change])
def test_a_correction_amends_the_same_item_and_keeps_both_quotes(first: str, text: str, new: str, move: type):
    asked = talk(first)

    asked.say(text, move=move)

    (item,) = asked.agenda.items
    assert item.words == new
    assert [quote.words for quote in item.earlier] == [first]
    assert asked.question == "something_else"


def test_a_correction_names_the_item_it_is_about():
    asked = talk("my right knee hurts", "I sleep badly")

    asked.say("sorry I meant LEFT knee")

    assert asked.items == ["LEFT knee", "I sleep badly"]


def test_a_correction_of_something_taken_off_is_new():
    asked = talk("my right knee hurts", "I sleep badly", "forget the knee")

    asked.say("sorry I meant LEFT knee")

    assert "I sleep badly" in asked.items
    assert len(asked.items) == 2


@pytest.mark.parametrize(
    "text",
    [
        "I meant to ask about my blood pressure",
        "I take out the trash and then my back hurts",
        "I forget things all the time",
        "no chest pain, no fever, just tired",
        "I changed my pills last week",
        "my husband put me on a diet first",
    ],
)
def test_an_answer_that_only_sounds_like_a_change_is_an_answer(text: str):
    asked = talk("my knee hurts", text)

    assert asked.items == ["my knee hurts", text]


def test_a_change_with_nothing_on_the_list_says_so():
    asked = talk()

    asked.say("CHANGE", move=moves.Change)

    assert asked.said == ["nothing_to_change", "question:main_concern/short"]


def test_a_change_with_one_line_asks_for_its_words_at_once():
    asked = talk("my knee")

    asked.say("CHANGE", move=moves.Change)

    assert asked.said == ["list_item", "change_to_what"]


def test_a_change_while_asking_returns_to_the_open_question():
    asked = talk("my knee", "my sleep", "no", "1", "walk")

    asked.say("CHANGE")
    asked.say("2")
    asked.say("my bad sleep")

    assert asked.items == ["my knee", "my bad sleep"]
    assert asked.said == ["changed_to", "question:what_helps/short"]


def test_an_answer_taken_for_a_change_is_kept():
    asked = talk("my knee", "my sleep")

    asked.say("they changed my insulin and now everything itches", move=moves.Change)

    assert asked.items[-1] == "they changed my insulin and now everything itches"


def test_back_as_new_words_is_a_part_of_the_body():
    talk = read_back()
    talk.say("CHANGE", move=moves.Change)
    talk.say("2")

    talk.say("back")

    assert talk.items == ["I sleep badly", "back"]
    assert talk.stage is Stage.READING_BACK


def test_a_relabelled_item_follows_its_new_words():
    asked = talk("my knee")

    asked.play(moves.Answer(asked.reply("sorry I meant my knee pills", concerns=["my knee pills"])))

    assert asked.agenda.current[0].category == "symptom"
