from __future__ import annotations

from datetime import timedelta

import pytest

from bot.agenda.model import Source
from bot.flow import moves
from bot.flow.advance import progress
from bot.flow.model import QuestionKind, Stage
from tests.flow.talk import Talk, talk


def test_each_concern_becomes_an_item_in_its_own_words_and_the_whole_reply_is_kept():
    asked = talk()

    asked.say(
        "knee is bad, also need flu shot and my sugars are up and down",
        concerns=["knee is bad", "need flu shot", "my sugars are up and down"],
    )

    assert asked.items == ["knee is bad", "need flu shot", "my sugars are up and down"]
    assert asked.answered("main_concern") == ("knee is bad, also need flu shot and my sugars are up and down", None)
    assert asked.said == ["question:something_else"]


def test_without_concerns_the_words_are_one_item():
    asked = talk("cant slep bc my bak hurst rly bad")

    assert asked.items == ["cant slep bc my bak hurst rly bad"]


def test_a_burst_of_texts_is_one_answer_with_a_quote_of_each():
    asked = talk()

    asked.say("my knee", "since may", "and it clicks")

    assert [quote.message_id for quote in asked.agenda.current[0].quotes] == [2, 3, 4]
    assert asked.items == ["my knee / since may / and it clicks"]


@pytest.mark.parametrize("concerns", [["-no chest pain", "-no fever", "tired"], ["-chest pain", "-fever"]])
def test_what_is_denied_is_no_item_and_what_is_left_is(concerns: list[str]):
    asked = talk()

    asked.say("no chest pain, no fever, just tired", concerns=concerns)

    assert len(asked.items) == 1
    assert "tired" in asked.items[0]
    assert "pain" not in asked.items[0]
    assert asked.answered("main_concern") == ("no chest pain, no fever, just tired", None)


@pytest.mark.parametrize("text", ["idk", "nothing really", "no sé", "not sure tbh", "nada en especial", "yes"])
def test_an_answer_that_says_nothing_is_nudged_once_and_then_let_be(text: str):
    asked = talk(text)

    assert asked.said == ["question:main_concern/prompt"]
    asked.say("still nothing really")
    asked.say(text)
    assert asked.question != "main_concern"
    assert asked.said != ["question:main_concern/prompt"]


def test_just_a_checkup_is_a_topic():
    assert talk("just a checkup").items == ["just a checkup"]


def test_nothing_is_a_fine_answer_where_the_flow_has_no_nudge():
    asked = talk("my knee", "no", "walk", "nothing")

    assert asked.answered("what_helps") == ("nothing", "nothing")
    assert asked.question == "hopes"


def test_something_else_is_asked_four_times_at_most():
    asked = talk("one thing", "two things", "three things", "four things")
    assert asked.said == ["got_it", "question:something_else/short"]

    asked.say("five things")

    assert asked.question == "start_with"
    assert len(asked.items) == 5


@pytest.mark.parametrize(
    "text", ["no", "DONE", "nope that's it", "nada más", "no más", "ya no", "eso es todo", "listo", "👎"]
)
def test_nothing_else_goes_on(text: str):
    assert talk("my knee", text).question == "goal"


def test_a_bare_yes_to_something_else_asks_what():
    asked = talk("my knee", "yes")

    assert asked.said == ["what_else"]
    asked.say("yes, my sleep")
    assert asked.items == ["my knee", "my sleep"]


def test_the_same_words_again_are_the_same_item():
    asked = talk("my knee hurts", "My knee hurts!!")

    assert asked.items == ["my knee hurts"]
    assert [quote.message_id for quote in asked.agenda.current[0].quotes] == [2, 3]


def test_the_ranking_shows_the_numbered_list_first_and_is_asked_with_two_items_only():
    one = talk("my knee", "no")
    two = talk("my knee", "my sleep", "no")

    assert one.question == "goal"
    assert two.said == ["list_item", "list_item", "question:start_with"]
    assert two.shown == ["1 my knee", "2 my sleep"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2", "my sleep"),
        ("#3", "flu shot"),
        ("the second one", "my sleep"),
        ("start with 3 please", "flu shot"),
        ("sleep", "my sleep"),
        ("el tercero", "flu shot"),
        ("2 1 3", "my sleep"),
        ("312", "flu shot"),
        ("you decide", "my knee"),
        ("doesn't matter", "my knee"),
        ("la 2", "my sleep"),
        ("the shot", "flu shot"),
    ],
)
def test_a_ranking_is_understood_in_many_wordings(text: str, first: str):
    asked = talk("my knee", "my sleep", "flu shot", "no", text)

    assert asked.items[0] == first
    assert asked.question == "goal"


def test_a_whole_order_is_kept():
    assert talk("my knee", "my sleep", "flu shot", "no", "3, 1, 2").items == ["flu shot", "my knee", "my sleep"]


def test_an_unclear_ranking_asks_for_a_number_once_and_keeps_the_words():
    asked = talk("my knee", "my sleep", "no", "purple")
    assert asked.said[0] == "pick_number"

    asked.say("really purple")

    assert asked.question == "goal"
    assert asked.answered("start_with") == ("really purple", None)
    assert asked.answered("added_later_note") == ("purple", None)


def test_what_was_told_unasked_is_not_asked_again():
    asked = talk()

    asked.say(
        "my knee, start with that, I just want to garden again",
        concerns=["my knee"],
        goals=["I just want to garden again"],
    )
    asked.say("my sleep")
    asked.say("no")

    assert asked.items == ["my knee", "my sleep"]
    assert asked.answered("goal") == ("I just want to garden again", None)
    assert asked.question == "what_helps"


def test_a_goal_that_is_the_only_topic_is_a_topic():
    asked = talk()

    asked.say("I want to garden again", goals=["garden again"])

    assert asked.items == ["I want to garden again"]
    assert asked.answered("goal") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [("no", "no"), ("No gracias", "no"), ("yes, a ride", "yes"), ("a ride and an interpreter", None), ("👎", "no")],
)
def test_a_yes_or_no_question_takes_words_as_well(text: str, value: str | None):
    asked = talk("my knee", "no", "walk", "ice", "less pain", text)

    assert asked.answered("help_for_visit") == (text, value)
    assert asked.stage is Stage.READING_BACK


def test_a_bare_yes_asks_which_help():
    asked = talk("my knee", "no", "walk", "ice", "less pain", "yes")
    assert asked.said == ["question:help_for_visit/prompt"]

    asked.say("a ride")

    assert asked.answered("help_for_visit") == ("a ride", "yes")


@pytest.mark.parametrize("text", ["1", "parent", "Mom", "his mother", "I'm his dad", "la mamá", "1)"])
def test_a_choice_is_understood_by_number_name_and_other_names(text: str):
    asked = talk(text, flow="child_with_proxy")

    assert asked.answered("who_answers") == (text, "parent")
    assert asked.session.source is Source.PROXY


def test_a_child_who_answers_is_asked_as_a_person_and_a_coordinator_checks():
    asked = talk("3", flow="child_with_proxy", language="es")

    assert asked.question == "my_main_concern"
    assert asked.session.source is Source.PATIENT
    assert asked.last.tasks == ("check_who_answers",)


def test_an_unclear_choice_asks_for_the_number_once_and_then_takes_the_words():
    asked = talk("hmm let me see", flow="child_with_proxy")
    assert asked.said == ["pick_number", "question:who_answers/short"]

    asked.say("well you know")

    assert asked.question == "main_concern"
    assert asked.answered("who_answers") == ("well you know", None)


@pytest.mark.parametrize("text", ["not now", "AHORA NO", "maybe later", "todavía no", "no"])
@pytest.mark.parametrize("move", [moves.Answer, moves.Pause, moves.Done])
def test_not_now_is_a_choice_and_spares_the_question_after_it(text: str, move: type):
    asked = talk("so so", "pain", "no", "walking", "see my kids", flow="chronic_review")

    asked.say(text, move=move)

    assert asked.answered("small_step") == (text, "not_now")
    assert asked.agenda.commitments == ()
    assert asked.stage is Stage.READING_BACK


def test_a_step_the_patient_will_try_is_a_commitment():
    asked = talk("so so", "pain", "no", "walking", "see my kids", "walk to the mailbox", flow="chronic_review")

    assert [(one.who, one.words) for one in asked.agenda.commitments] == [("patient", "walk to the mailbox")]


@pytest.mark.parametrize("text", ["😩🦵", "🤕"])
def test_emoji_are_kept_and_words_are_asked_for_once(text: str):
    asked = talk(text)
    assert asked.said == ["emoji"]

    asked.say("my knee")

    assert asked.answered("main_concern") == (f"{text} / my knee", None)
    assert asked.items == ["my knee"]


def test_emoji_twice_are_an_answer():
    asked = talk("😩", "🦵")

    assert asked.question == "something_else"
    assert asked.answered("main_concern") == ("😩 / 🦵", None)


@pytest.mark.parametrize("text", ["?", "...", "¿¿??"])
def test_a_bare_sign_hears_the_question_again(text: str):
    assert talk(text).said == ["question:main_concern"]


@pytest.mark.parametrize(
    "text", ["too many questions", "just tell the doctor", "you decide", "son muchas preguntas", "basta"]
)
def test_enough_questions_end_with_thanks_and_what_there_is(text: str):
    asked = talk("my knee", "no", text)

    assert asked.said[0] == "thanks_early"
    assert asked.stage is Stage.READING_BACK
    assert asked.answered("finish_early") == (text, None)


def test_enough_questions_with_nothing_said_leaves_one_question():
    asked = talk("too many questions")
    assert asked.said == ["just_one", "question:main_concern/short"]

    asked.say("my knee")

    assert asked.stage is Stage.READING_BACK


def test_ok_here_after_two_days_brings_one_line_and_the_open_question():
    asked = talk("my knee hurts")

    asked.say("ok here", later=timedelta(days=2))

    assert asked.said == ["recap", "question:something_else/short"]
    assert asked.last.say[0].values == {"list": "my knee hurts"}
    assert asked.items == ["my knee hurts"]


def test_an_answer_after_two_days_is_an_answer():
    asked = talk("my knee hurts")

    asked.say("my sleep", later=timedelta(days=2))

    assert asked.items == ["my knee hurts", "my sleep"]


def test_ok_here_within_hours_is_no_return():
    asked = talk("my knee", "no", "walk")

    asked.say("ok here", later=timedelta(hours=5))

    assert asked.answered("what_helps") == ("ok here", None)


def test_progress_counts_the_questions_of_this_patient():
    asked = Talk()
    seen = [progress(asked.flow, asked.session, asked.agenda)]
    for text in ("yes", "my knee", "no", "walk", "ice", "less pain", "no"):
        asked.say(text)
        seen.append(progress(asked.flow, asked.session, asked.agenda))

    assert seen == [(0, 6), (0, 6), (1, 6), (2, 6), (3, 6), (4, 6), (5, 6), (6, 6)]


def test_the_kind_of_the_open_question_is_known():
    asked = Talk()
    kinds = [asked.kind]
    for text in ("yes", "my knee", "my sleep", "no", "1", "walk", "ice", "less pain", "no", "yes"):
        asked.say(text)
        kinds.append(asked.kind)

    assert kinds == [
        QuestionKind.INVITATION,
        QuestionKind.WORDS,
        QuestionKind.SOMETHING_ELSE,
        QuestionKind.SOMETHING_ELSE,
        QuestionKind.RANKING,
        QuestionKind.WORDS,
        QuestionKind.WORDS,
        QuestionKind.WORDS,
        QuestionKind.YES_NO,
        QuestionKind.READ_BACK,
        QuestionKind.FINISHED,
    ]


def test_a_proxys_words_are_marked_as_such():
    asked = Talk()
    asked.aside("this is his daughter, he doesn't text", "proxy_speaking")

    asked.say("yes")
    asked.say("dad falls a lot")

    assert asked.agenda.current[0].source is Source.PROXY


@pytest.mark.parametrize("text", ["1", "both", "the second one", "la segunda", "0"])
def test_a_number_where_nothing_is_numbered_is_no_topic(text: str):
    asked = talk("my knee hurts")

    asked.say(text)

    assert asked.items == ["my knee hurts"]
    assert asked.said == ["emoji"]


@pytest.mark.parametrize("text", ["change 9", "take out number 7", "remove 9", "cambiar el 8", "quite el 8"])
def test_a_change_of_a_line_that_is_not_there_shows_the_lines(text: str):
    asked = talk("my knee hurts")

    asked.say(text)

    assert asked.items == ["my knee hurts"]
    assert asked.said == ["list_item", "change_which"]
