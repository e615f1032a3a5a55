"""The flows that come with Previsit: what they ask, and how it is worded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.agenda.model import Agenda, Source
from bot.flow.advance import advance
from bot.flow.checks.readability import grade
from bot.flow.course import how_many
from bot.flow.library import flows, load_flow
from bot.flow.model import Question, QuestionKind, new_session
from bot.flow.moves import Answer
from bot.flow.reply import Piece, Reply
from bot.messaging.encoding import measure
from tests.flow.talk import START, Talk, talk

CORE = {
    "adult_follow_up": ["main_concern", "something_else", "goal", "what_helps", "hopes", "help_for_visit"],
    "chronic_review": ["since_last_visit", "main_concern", "something_else", "what_works", "able_to_do", "small_step"],
    "new_patient": ["main_concern", "worry", "daily_life", "tried", "want_to_know", "something_else"],
    "child_with_proxy": ["who_answers", "main_concern", "something_else", "child_says", "hard_now", "hopes"],
    "older_adult": ["main_concern", "something_else", "on_your_own", "medicines", "getting_around", "hopes"],
    "medication_review": ["main_concern", "something_else", "helps", "hard_to_take", "also_takes", "want_from_them"],
    "pre_operative": ["main_concern", "something_else", "want_to_know", "changes", "help_at_home", "goal"],
    "pregnancy": ["since_last_visit", "main_concern", "something_else", "days", "there_for_you", "months_ahead"],
    "mental_health": ["since_last_visit", "main_concern", "something_else", "hard_now", "helps", "good_week"],
    "well_child": ["main_concern", "something_else", "loves", "hard_now", "child_says", "want_to_know"],
    "annual_wellness": ["main_concern", "something_else", "changes", "keeps_well", "year_ahead", "want_to_know"],
    "post_hospital": ["since_home", "main_concern", "something_else", "plan", "help_at_home", "goal"],
}
FORBIDDEN = re.compile(
    r"\b(anything|do you have any|decisions?|options?|preferences?|please complete|form below|invalid)\b", re.I
)


def questions() -> Iterator[tuple[str, Question]]:
    for name in flows():
        for question in load_flow(name).questions.values():
            yield name, question


def texts() -> Iterator[tuple[str, str, str]]:
    """Every text of every flow: where, language, text."""
    for name, question in questions():
        for form in (question.ask, question.short, question.prompt):
            for language, text in form.items():
                yield f"{name}.{question.id}", language, text


@pytest.mark.parametrize("name", flows())
def test_six_core_questions_are_asked_by_default(name: str):
    talk = Talk(name)
    talk.say("yes")
    asked = []
    while talk.question and len(asked) < 20:
        asked.append(talk.question)
        talk.say(
            "1"
            if talk.question == "who_answers"
            else f"zork {len(asked)}"
            if talk.question != "something_else"
            else "no"
        )

    assert asked == CORE[name]
    assert how_many(talk.flow, talk.session, Agenda()) == 6


def test_every_text_fits_one_part_of_gsm_7():
    for where, language, text in texts():
        measured = measure(text)
        assert (measured.count, measured.culprits) == (1, ()), (where, language)


def test_every_text_reads_at_grade_six_or_below():
    assert [(where, text) for where, language, text in texts() if grade(text, language) > 6] == []


def test_no_text_uses_words_that_are_barriers():
    assert [(where, text) for where, _, text in texts() if FORBIDDEN.search(text)] == []


def test_a_short_wording_is_no_longer_than_the_full_one():
    for _, question in questions():
        for language in ("en", "es"):
            assert len(question.short[language]) <= len(question.ask[language])


def test_numbers_in_a_choice_are_those_of_its_options():
    for name, question in questions():
        if question.kind is QuestionKind.CHOICE:
            for text in (*question.ask.values(), *question.short.values()):
                numbers = [int(number) for number in re.findall(r"\b(\d)\b", text)]
                assert numbers == list(range(1, len(question.options) + 1)), (name, text)


def test_each_option_is_understood_by_its_own_label_and_other_names():
    for name, question in questions():
        for option in question.options:
            names = [*option.label.values(), *(word for known in option.words.values() for word in known)]
            for said in names:
                asked = Talk(name)
                asked.session = replace(asked.session, stage=asked.stage.ASKING, question=question.id)
                asked.say(said)
                answer = asked.agenda.answer(question.id)
                assert answer is not None and answer.value == option.id, (said, option.id)


@pytest.mark.parametrize("also", ["blood_sugar", "gut", "breathing"])
def test_a_swap_in_takes_the_place_of_its_question(also: str):
    talk = asking("chronic_review", also)
    for text in ("yes", "so so", "pain", "no", "walking"):
        talk.say(text)

    assert talk.question == also
    talk.say("when I climb stairs")
    assert talk.question == "small_step"
    assert talk.agenda.filled("impact")[0].words == "when I climb stairs"


def test_optional_questions_are_asked_when_the_clinic_lists_them():
    talk = asking("adult_follow_up", "changes", "decides")
    for text in ("yes", "my knee", "no", "walk", "ice", "less pain", "no"):
        talk.say(text)

    assert talk.question == "changes"
    assert how_many(talk.flow, talk.session, Agenda()) == 8


def test_no_more_than_nine_prompts_are_sent_when_the_patient_ranks():
    talk = asking("new_patient", "about_me", "help_for_visit", "decides")
    for text in (
        "yes",
        "a lump",
        "cancer",
        "no sleep",
        "nothing",
        "will I be ok",
        "my neck too",
        "no",
        "1",
        "I paint",
        "no",
    ):
        talk.say(text)

    assert talk.agenda.answer("help_for_visit") is not None
    assert talk.agenda.answer("decides") is None
    assert talk.stage.value == "reading_back"


def test_what_the_team_must_do_is_asked_after_a_step_and_not_after_not_now():
    stepping = asking("chronic_review", "what_we_can_do")
    waiting = asking("chronic_review", "what_we_can_do")
    for text in ("yes", "so so", "pain", "no", "walking", "see my kids"):
        stepping.say(text)
        waiting.say(text)

    stepping.say("walk every day")
    waiting.say("not now")

    assert stepping.question == "what_we_can_do"
    assert waiting.stage.value == "reading_back"


def test_questions_about_it_are_left_out_when_there_is_no_it():
    assert talk("skip", flow="new_patient").question == "want_to_know"


def test_a_childs_flow_begins_with_the_proxys_voice():
    assert new_session(load_flow("child_with_proxy")).source is Source.PROXY


def test_private_time_is_not_asked_on_a_proxys_phone():
    flow = load_flow("child_with_proxy")

    assert not flow.questions["private_time"].core
    assert flow.also_ask == ()


def asking(name: str, *also: str) -> Talk:
    """A talk in a flow whose clinic also asks these."""
    asked = Talk(name)
    asked.flow = replace(asked.flow, also_ask=also)
    return asked


def test_every_flow_can_be_begun_in_both_languages():
    for name in flows():
        flow = load_flow(name)
        for language in ("en", "es"):
            step = advance(
                flow, new_session(flow), Agenda(), Answer(Reply((Piece(1, "si"),), language=language)), now=START
            )
            assert step.say[0].key == "notice"
