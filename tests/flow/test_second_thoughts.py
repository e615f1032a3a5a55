"""Changes of mind and corrections in free words, whether Rasa heard a change or an answer."""

from __future__ import annotations

import pytest

from bot.flow import moves
from bot.flow.rethinking import rethought
from tests.flow.talk import talk


def pieces(text: str) -> list[str] | None:
    thought = rethought(text)
    return [text[slice(*piece)] for piece in thought.pieces] if thought else None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("never mind the knee i want to talk about my back", ["the knee", "my back"]),
        ("scratch that, not the knee, my headaches", ["the knee", "my headaches"]),
        ("On second thought, leave out the knee. My hearing is the problem.", ["the knee", "My hearing"]),
        ("siempre no lo de la rodilla quiero hablar de la espalda", ["la rodilla", "la espalda"]),
        ("Pensándolo bien, quite la rodilla. El problema es el oído.", ["la rodilla", "el oído"]),
        ("oops wrong side its the left knee", ["the left knee"]),
        ("i said right but its my left knee thats hurting", ["my left knee thats hurting"]),
        ("*izquierda", ["izquierda"]),
        ("my knee hurts", None),
        ("my knee is quite bad", None),
        ("no energy", None),
    ],
)
def test_what_announces_a_change_is_cut_out_and_the_words_are_left(text: str, left: list[str] | None):
    assert pieces(text) == left


@pytest.mark.parametrize("move", [moves.Answer, moves.Change])
@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("never mind the knee i want to talk about my back", "my back"),
        ("scratch that, not the knee, my headaches", "my headaches"),
        ("On second thought, leave out the knee. My hearing is the problem.", "My hearing"),
        ("knee is fine now its my stomach instead", "my stomach"),
        ("change the knee thing to my anxiety pls", "my anxiety"),
    ],
)
def test_the_old_topic_goes_and_the_new_one_comes(move: type, text: str, item: str):
    asked = talk("my knee hurts")

    asked.say(text, move=move)

    assert asked.items == [item]
    assert [one.words for one in asked.agenda.items] == ["my knee hurts", item]
    assert asked.question == "something_else"


@pytest.mark.parametrize("move", [moves.Answer, moves.Change])
@pytest.mark.parametrize(
    "text",
    [
        "left knee i mean",
        "*left",
        "oops wrong side its the left knee",
        "Correction: it is my left knee.",
        "no wait left knee sorry",
    ],
)
def test_the_right_side_takes_the_place_of_the_wrong_one(move: type, text: str):
    asked = talk("my right knee hurts")

    asked.say(text, move=move)

    (item,) = asked.agenda.items
    assert "left" in item.words
    assert item.earlier[0].words == "my right knee hurts"


@pytest.mark.parametrize(
    "text", ["my knee is better but my back hurts", "I forget my pills often", "sorry my knee hurts more now"]
)
def test_news_about_a_topic_take_nothing_off(text: str):
    asked = talk("my knee and my pills")

    asked.say(text)

    assert asked.items[0] == "my knee and my pills"


def test_a_topic_named_by_a_word_takes_its_clause_along():
    asked = talk()
    asked.say("estoy tomando mucho alcohol", concerns=["tomando mucho", "alcohol"])

    asked.say("quite lo del alcohol")

    assert asked.items == []


def test_a_number_takes_only_its_line():
    asked = talk()
    asked.say("estoy tomando mucho alcohol", concerns=["tomando mucho", "alcohol"])

    asked.say("quite el 2")

    assert asked.items == ["estoy tomando mucho"]
