from __future__ import annotations

import pytest

from bot.flow import moves
from bot.flow.advance import choices
from bot.flow.model import Stage
from tests.flow.talk import Talk, read_back, talk


def offered(asked: Talk, language: str = "en") -> tuple[str, ...]:
    return choices(asked.flow, asked.session, asked.agenda, language)


def test_each_open_question_offers_what_could_be_typed():
    ranked = talk("my knee", "my sleep", "no")

    assert offered(Talk()) == ("Yes", "No")
    assert offered(talk()) == ("Skip",)
    assert offered(talk("my knee")) == ("No, that's all",)
    assert offered(ranked) == ("1", "2", "Any order")
    assert offered(talk("my knee", "no", "walk", "ice", "less pain")) == ("Yes", "No", "Skip")
    assert offered(read_back()) == ("Yes, send it", "Change")
    assert offered(talk(flow="child_with_proxy"))[0] == "Parent"


def test_the_offers_are_in_the_patients_language():
    assert offered(Talk(), "es") == ("Sí", "No")
    assert offered(talk(flow="child_with_proxy"), "es")[2] == "El o la paciente"
    assert offered(read_back(), "es") == ("Sí, envíelo", "Cambiar")


def test_after_a_danger_sign_the_only_offer_is_to_continue():
    asked = talk()
    asked.say("chest pain now", move=moves.Keep, tier="T1")

    assert offered(asked) == ("Continue",)


def test_nothing_is_offered_to_a_phone_that_may_be_read():
    asked = talk()
    asked.say("he hits me", move=moves.Keep, tier="T1-C", kind="abuse")

    assert offered(asked) == ()


def test_small_questions_offer_their_own_answers():
    changing = read_back()
    changing.say("Change")
    complaining = talk()
    complaining.aside("you never listen", "angry_complaint")

    assert offered(changing) == ("1", "2", "3", "4", "5", "6")
    assert offered(complaining) == ("1", "2")


def test_nothing_is_offered_where_only_own_words_make_sense():
    asked = read_back()
    asked.say("yes")

    assert offered(asked) == ()


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_offer_leads_on(language: str):
    texts = ("yes", "my knee", "my sleep", "no", "1", "walk", "ice", "less pain", "no")
    for length in range(len(texts) + 1):
        for choice in _offers(texts[:length], language):
            asked = _played(texts[:length], language)
            before = (asked.stage, asked.question, asked.session.pending, asked.session.tries)
            asked.say(choice)
            assert (
                asked.stage,
                asked.question,
                asked.session.pending,
                asked.session.tries,
            ) != before or asked.agenda.declined
            assert "pick_number" not in asked.said


def _played(texts: tuple[str, ...], language: str) -> Talk:
    asked = Talk(language=language)
    for text in texts:
        asked.say(text)
    return asked


def _offers(texts: tuple[str, ...], language: str) -> tuple[str, ...]:
    return offered(_played(texts, language), language)


def test_change_on_the_page_shows_the_lines_as_numbers():
    asked = read_back()

    asked.say("Change")
    asked.say("2")
    asked.say("both knees")

    assert asked.items == ["I sleep badly", "both knees"]
    assert asked.stage is Stage.READING_BACK
