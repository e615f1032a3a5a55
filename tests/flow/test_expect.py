"""Short answers as people text them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.expect.choice import choice
from bot.flow.expect.commands import command, is_command
from bot.flow.expect.date import date_in
from bot.flow.expect.mentions import mentioned, same_words, the_one_mentioned
from bot.flow.expect.numbers import numbers
from bot.flow.expect.phrases import alike, made_of, phrases
from bot.flow.expect.something_else import says_nothing_else
from bot.flow.expect.words import (
    emoji_only,
    no_words,
    only_polite,
    says_enough,
    says_here,
    says_not_now,
    says_nothing,
    thumbs,
)
from bot.flow.expect.yes_no import yes_no
from bot.flow.library import load_flow
from bot.flow.reply import Piece, Reply

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "value", "rest"),
    [
        ("yes", "yes", None),
        ("YESSS", "yes", None),
        ("Yep!", "yes", None),
        ("ok sounds good", "yes", None),
        ("Sí, por favor", "yes", None),
        ("claro que sí", "yes", None),
        ("well yes", "yes", None),
        ("yes my knee hurts", "yes", "my knee hurts"),
        ("yes but change 2", "yes", "but change 2"),
        ("no", "no", None),
        ("No, thank you!", "no", None),
        ("no gracias", "no", None),
        ("no, it's my left knee", "no", "it's my left knee"),
        ("my knee", None, None),
        ("👍🏿", "yes", None),
        ("👎", "no", None),
        ("😩", None, None),
        ("", None, None),
    ],
)
def test_yes_and_no_and_what_comes_after_them(text: str, value: str | None, rest: str | None):
    said = yes_no(text)

    assert said.value == value
    assert (text[slice(*said.rest)] if said.rest else None) == rest


@pytest.mark.parametrize(("intent", "value"), [("affirm", "yes"), ("deny", "no"), ("inform", None)])
def test_an_intent_decides_for_short_wordings_no_list_knows(intent: str, value: str | None):
    assert yes_no("fo sho my friend", intent).value == value
    assert yes_no("fo sho my friend and also there is this thing with my knee", intent).value is None


@pytest.mark.parametrize(
    ("text", "count", "places"),
    [
        ("2", 3, (2,)),
        ("#2", 3, (2,)),
        ("2)", 3, (2,)),
        ("2.", 3, (2,)),
        ("no. 2", 3, (2,)),
        ("number two please", 3, (2,)),
        ("2nd", 3, (2,)),
        ("the second one", 3, (2,)),
        ("the last one", 3, (3,)),
        ("first", 3, (1,)),
        ("one", 3, (1,)),
        ("2 1 3", 3, (2, 1, 3)),
        ("2,1,3", 3, (2, 1, 3)),
        ("213", 3, (2, 1, 3)),
        ("2 and 3", 3, (2, 3)),
        ("2 then 1", 3, (2, 1)),
        ("start with 2", 3, (2,)),
        ("2 because it scares me", 3, (2,)),
        ("el segundo", 3, (2,)),
        ("La 3 por favor", 3, (3,)),
        ("primero la dos", 3, (2,)),
        ("el último", 3, (3,)),
        ("2️⃣", 3, (2,)),
        ("12", 12, (12,)),
        ("4", 3, ()),
        ("0", 3, ()),
        ("2 weeks", 3, ()),
        ("2 pills a day", 3, ()),
        ("hace 2 semanas", 3, ()),
        ("either one", 3, ()),
        ("my first knee surgery", 3, ()),
        ("one of my knees", 3, ()),
        ("", 3, ()),
        ("1", 0, ()),
    ],
)
def test_places_in_a_list(text: str, count: int, places: tuple[int, ...]):
    assert numbers(text, count) == places


@given(st.text(), st.integers(0, 12))
def test_places_are_always_within_the_list_and_named_once(text: str, count: int):
    places = numbers(text, count)

    assert len(set(places)) == len(places)
    assert all(1 <= place <= count for place in places)


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("12/14/2026", "en", date(2026, 12, 14)),
        ("12-14-26", "en", date(2026, 12, 14)),
        ("2026-12-14", "es", date(2026, 12, 14)),
        ("14/12/2026", "en", date(2026, 12, 14)),
        ("3/4/2026", "en", date(2026, 3, 4)),
        ("3/4/2026", "es", date(2026, 4, 3)),
        ("Dec 14", "en", date(2026, 12, 14)),
        ("it was on December 14th, 2025", "en", date(2025, 12, 14)),
        ("14 Dec 2025", "en", date(2025, 12, 14)),
        ("el 14 de diciembre de 2025", "es", date(2025, 12, 14)),
        ("14 dic", "es", date(2026, 12, 14)),
        ("jan 5", "en", date(2027, 1, 5)),
        ("yesterday", "en", date(2026, 11, 22)),
        ("mañana", "es", date(2026, 11, 24)),
        ("hoy", "es", TODAY),
        ("12/14/85", "en", date(1985, 12, 14)),
        ("feb 29", "en", None),
        ("2/30/2026", "en", None),
        ("3/4 or 5/6", "en", None),
        ("a while ago", "en", None),
        ("may hurt", "en", None),
        ("", "en", None),
    ],
)
def test_dates_as_people_write_them(text: str, language: str, day: date | None):
    assert date_in(text, language=language, today=TODAY) == day


@given(st.text(), st.sampled_from(["en", "es"]))
def test_no_text_breaks_the_reading_of_dates(text: str, language: str):
    date_in(text, language=language, today=TODAY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("idk", "dont_know"),
        ("I don’t know", "dont_know"),
        ("not sure tbh", "dont_know"),
        ("no sé", "dont_know"),
        ("sorry idk", "dont_know"),
        ("nothing really", "nothing"),
        ("Nada en especial, gracias", "nothing"),
        ("none", "nothing"),
        ("just a checkup", None),
        ("I don't know why my knee hurts", None),
        ("nothing helps my back", None),
        ("thanks", None),
        ("", None),
    ],
)
def test_a_reply_that_says_nothing_is_told_from_one_that_does(text: str, says: str | None):
    assert says_nothing(text) == says


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "nope that's all",
        "DONE",
        "that’s it thanks",
        "nada más",
        "no más",
        "ya no",
        "no, nothing else",
        "eso es todo",
        "no I think that's it",
    ],
)
def test_nothing_else(text: str):
    assert says_nothing_else(text)


@pytest.mark.parametrize(
    "text", ["yes", "my back", "no my back too", "ok", "that's all because my knee hurts so much", ""]
)
def test_something_else(text: str):
    assert not says_nothing_else(text)


def test_rasa_may_hear_nothing_else_in_short_wordings_only():
    assert says_nothing_else("thats the lot mate", "nothing_else")
    assert not says_nothing_else("thats the lot except that my knee still hurts", "nothing_else")


@pytest.mark.parametrize("text", ["not now", "AHORA NO", "maybe later", "todavía no", "not yet sorry"])
def test_not_now(text: str):
    assert says_not_now(text)


@pytest.mark.parametrize(
    "text", ["too many questions", "just tell the doctor please", "usted decida", "basta", "you decide"]
)
def test_enough(text: str):
    assert says_enough(text)


@pytest.mark.parametrize(
    "text", ["my doctor decides", "too much pain", "I tell the doctor everything", "no tengo dinero"]
)
def test_not_enough(text: str):
    assert not says_enough(text)


@pytest.mark.parametrize("text", ["ok here", "I'm back", "hola, aquí estoy", "sorry for the delay", "ya volví"])
def test_back_again(text: str):
    assert says_here(text)


def test_courtesy_is_no_content():
    assert only_polite("ok thank you so much, bye")
    assert not only_polite("thanks, my knee is better")
    assert not only_polite("")


@pytest.mark.parametrize(
    ("text", "emoji"),
    [("😩🦵", True), ("👍", True), ("?", False), ("…", False), ("a 😩", False), ("", False), ("“”", False)],
)
def test_emoji_are_told_from_bare_signs(text: str, emoji: bool):
    assert emoji_only(text) is emoji
    assert no_words(text) is (text != "a 😩")


def test_only_a_thumb_says_yes_or_no():
    assert [thumbs(text) for text in ("👍", " 👎", "😀", "ok 👍")] == ["yes", "no", None, None]


def test_options_are_told_apart_by_number_name_and_other_names():
    options = load_flow("adult_follow_up").questions["decides"].options

    chosen = {
        text: choice(text, options) for text in ("1", "both of us", "mi equipo", "no sé", "purple", "my doctor", "1 2")
    }

    assert {text: option.id if option else None for text, option in chosen.items()} == {
        "1": "mostly_me",
        "both of us": "both",
        "mi equipo": "mostly_team",
        "no sé": "not_sure",
        "purple": None,
        "my doctor": "mostly_team",
        "1 2": None,
    }


def test_an_item_is_known_by_the_words_that_only_it_has():
    about = {1: "my right knee hurts", 2: "my back hurts", 3: "I drink too much"}

    assert the_one_mentioned("the knee thing", about) == 1
    assert the_one_mentioned("what I said about drinking", about) == 3
    assert the_one_mentioned("it hurts", about) is None
    assert the_one_mentioned("my cat", about) is None
    assert mentioned("back then knee", about) == [2, 1]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("My knee!", "the knee", True),
        ("my knee", "my knees", False),
        ("rodilla", "la Rodilla", True),
        ("", "", False),
        ("ok", "my", False),
    ],
)
def test_the_same_words_are_the_same_whatever_stands_around_them(one: str, other: str, same: bool):
    assert same_words(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("knee", "knees", True),
        ("drink", "drinking", True),
        ("rodilla", "rodillas", True),
        ("headache", "headahce", True),
        ("headache", "headche", True),
        ("pain", "rain", False),
        ("sleep", "sleet", True),
        ("back", "knee", False),
        ("cat", "care", False),
    ],
)
def test_one_slip_of_the_thumb_is_forgiven(one: str, other: str, are: bool):
    assert alike(one, other) is are
    assert alike(other, one) is are


def test_phrases_are_found_whichever_way_they_are_cut():
    known = phrases("no | nothing else | no nothing")

    assert made_of(("no", "nothing", "else"), known)
    assert not made_of(("nothing", "at", "all"), known)
    assert made_of((), known)


@pytest.mark.parametrize(
    "text",
    [
        "SKIP",
        "skip please",
        "Saltar, por favor",
        "BACK",
        "listo",
        "deshacer",
        "HUMAN",
        "web",
        "AYUDA",
        "seguir",
        "en español",
    ],
)
def test_command_words_mean_the_same_everywhere(text: str):
    assert is_command(text)
    assert command(Reply((Piece(1, text),))) is not None


@pytest.mark.parametrize("text", ["skip my meds", "my back", "help me sleep", "done with the pain", "yes", "2", ""])
def test_command_words_inside_an_answer_are_an_answer(text: str):
    assert not is_command(text)
