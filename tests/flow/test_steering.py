from __future__ import annotations

from datetime import timedelta

import pytest

from bot.flow import moves
from bot.flow.model import Stage
from tests.flow.talk import Talk, read_back, talk


@pytest.mark.parametrize("text", ["SKIP", "skip this one", "saltar", "omitir"])
def test_a_skipped_question_is_left_out(text: str):
    asked = talk("my knee", "no", text)

    assert asked.agenda.skipped == ("goal",)
    assert asked.question == "what_helps"


def test_skipping_everything_ends_with_thanks_and_nothing_confirmed():
    asked = talk(*["skip"] * 6)

    assert asked.said == ["done_empty"]
    assert asked.stage is Stage.CONFIRMED


def test_back_opens_the_question_before_and_keeps_its_answer_until_a_new_one_comes():
    asked = talk("my knee", "no", "walk", "BACK")

    assert asked.said == ["question:goal"]
    assert asked.answered("goal") == ("walk", None)
    asked.say("dance")
    assert asked.answered("goal") == ("dance", None)
    assert asked.question == "what_helps"


def test_back_to_the_first_question_replaces_its_item():
    asked = talk("my knee", "no", "BACK", "BACK", "my hip")

    assert asked.items == ["my hip"]
    assert asked.answered("main_concern") == ("my hip", None)
    assert asked.question == "goal"


def test_back_and_the_same_answer_changes_nothing():
    asked = talk("my knee", "BACK", "my knee")

    assert asked.items == ["my knee"]


def test_back_at_the_start_says_so():
    asked = talk()

    asked.say("go back", move=moves.Back)

    assert asked.said == ["back_at_start", "question:main_concern/short"]


def test_back_as_the_first_answer_is_a_part_of_the_body():
    asked = talk()

    asked.say("back", move=moves.Back)

    assert asked.items == ["back"]


def test_back_from_the_read_back_opens_the_last_question():
    talk = read_back()

    talk.say("BACK")

    assert talk.question == "help_for_visit"
    assert talk.stage is Stage.ASKING


@pytest.mark.parametrize("text", ["repeat", "say that again", "repita"])
def test_the_question_is_repeated(text: str):
    assert talk(text).said == ["question:main_concern"]


@pytest.mark.parametrize("text", ["nothing", "no", "nada"])
def test_nothing_is_an_answer_even_when_rasa_heard_that_all_was_said(text: str):
    asked = talk("my knee", "no", "walk")

    asked.say(text, move=moves.Done)

    assert asked.answered("what_helps") == (text, "nothing")
    assert asked.question == "hopes"


def test_done_ends_early_with_what_there_is():
    asked = talk("my knee", "no", "walk", "DONE")

    assert asked.stage is Stage.READING_BACK
    assert asked.shown == ["1 my knee", "2 walk"]


def test_a_pause_asks_nothing_and_continue_goes_on():
    asked = talk("my knee")

    asked.say("cant talk now", move=moves.Pause)
    assert asked.said == ["pause_ok"]
    asked.say("CONTINUE", move=moves.GoOn)

    assert asked.said == ["question:something_else"]


def test_continue_after_a_long_pause_recalls_what_was_said():
    asked = talk("my knee")

    asked.say("continue", move=moves.GoOn, later=timedelta(hours=7))

    assert asked.said == ["recap", "question:something_else/short"]


def test_another_language_keeps_the_answers_and_asks_the_open_question_only():
    asked = talk("my knee")

    asked.say("prefiero en español", move=moves.SwitchLanguage, language="es")

    assert asked.said == ["language_switched", "question:something_else/short"]
    assert asked.items == ["my knee"]


@pytest.mark.parametrize(
    "texts",
    [
        ("my knee", "my hip"),
        ("my knee", "no"),
        ("my knee", "no", "skip"),
        ("my knee", "no", "walk"),
        ("my knee", "my hip", "no", "2"),
        ("my knee", "my hip", "no", "2 1", "walk", "ice", "less pain", "no"),
        ("my knee", "my hip", "forget the hip"),
        ("my knee", "sorry I meant my LEFT knee"),
        ("my knee", "no", "walk", "ice", "less pain", "no", "yes"),
        ("my knee", "no", "walk", "DONE"),
    ],
)
def test_undo_takes_the_last_move_back_and_returns_to_its_place(texts: tuple[str, ...]):
    before = talk(*texts[:-1])
    after = talk(*texts)

    after.say("UNDO", move=moves.Undo)

    assert after.said[0] == "undone"
    assert after.items == before.items
    assert {a.question: a.words for a in after.agenda.answers} == {a.question: a.words for a in before.agenda.answers}
    assert (after.stage, after.question) == (before.stage, before.question)
    assert after.agenda.skipped == before.agenda.skipped
    assert after.agenda.confirmed_at == before.agenda.confirmed_at


def test_undo_goes_back_several_moves():
    asked = talk("my knee", "no", "walk", "ice")

    for _ in range(3):
        asked.say("undo")

    assert asked.question == "something_else"
    assert asked.items == ["my knee"]


def test_undo_with_nothing_to_undo_says_so():
    assert talk("UNDO").said == ["nothing_to_undo", "question:main_concern/short"]


def test_asking_what_something_is_can_not_be_undone():
    asked = talk("my knee")
    asked.aside("who reads this", "who_reads_this")

    asked.say("undo")

    assert asked.items == []


def test_the_stack_of_undone_moves_is_bounded():
    asked = talk()
    for number in range(30):
        asked.say(f"change 1 to topic {number}" if number else "topic")

    assert len(asked.session.undo) == 8
    assert all(frame.before.undo == () for frame in asked.session.undo)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("HUMAN", "call_coming"),
        ("persona", "call_coming"),
        ("LINK", "link"),
        ("WEB", "link"),
        ("help", "help"),
        ("ayuda", "help"),
    ],
)
def test_a_command_word_is_heard_even_when_rasa_heard_an_answer(text: str, key: str):
    asked = talk(text)

    assert asked.said[0] == key
    assert asked.items == []


def test_going_on_after_everything_says_where_things_stand():
    talk = read_back()
    talk.say("yes")

    talk.say("START", move=moves.GoOn)

    assert talk.said == ["already_done"]


def test_steering_before_the_start_does_not_break():
    for text, move in [
        ("back", moves.Back),
        ("what?", moves.Repeat),
        ("change", moves.Change),
        ("undo", moves.Undo),
        ("later", moves.Pause),
    ]:
        asked = Talk()
        asked.say(text, move=move)
        assert asked.stage is Stage.INVITED
        assert asked.said
