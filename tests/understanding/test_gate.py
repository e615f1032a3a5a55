"""The gate: commands are certain, guesses inside a question are answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.model import QuestionKind
from bot.understanding.gate import gate
from bot.understanding.typos import slipped

Q = QuestionKind


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("SKIP", "skip"),
        ("skip pls", "skip"),
        ("skpi", "skip"),
        ("Saltar.", "skip"),
        ("paso", "skip"),
        ("BACK", "go_back"),
        ("Atrás", "go_back"),
        ("done!", "nothing_else"),
        ("LISTO", "nothing_else"),
        ("link", "link"),
        ("web", "link"),
        ("human", "talk_to_human"),
        ("persona por favor", "talk_to_human"),
        ("change", "change_answer"),
        ("cambair", "change_answer"),
        ("undo", "undo"),
        ("deshcer", "undo"),
        ("continue", "start_resume"),
        ("seguir", "start_resume"),
        ("repeat", "repeat"),
        ("help", "help"),
        ("ayuda", "help"),
        ("yes", "affirm"),
        ("Sí", "affirm"),
        ("👍🏽", "affirm"),
        ("No.", "deny"),
        ("2", "inform"),
        ("the pain wont stop", "inform"),
    ],
)
def test_a_whole_message_command_is_certain_whatever_the_classifier_says(text: str, intent: str) -> None:
    assert gate("inform", 0.3, text, Q.WORDS)[0] == intent


@pytest.mark.parametrize("text", ["bone", "ski", "ship", "pack", "pink", "heel"])
def test_a_word_of_its_own_is_no_misspelt_command(text: str) -> None:
    assert gate("inform", 0.8, text, Q.WORDS) == ("inform", 0.8)


def test_an_unsure_guess_is_an_answer_inside_a_question_and_stays_outside() -> None:
    assert gate("help", 0.3, "help with my knee", Q.WORDS)[0] == "inform"
    assert gate("help", 0.3, "help with my knee", None) == ("help", 0.3)


def test_a_long_text_is_an_answer_unless_very_sure() -> None:
    text = "well i was going to go back to the store but then my knee gave out again on the way"

    assert gate("go_back", 0.7, text, Q.WORDS)[0] == "inform"


def test_a_greeting_with_an_answer_after_it_is_an_answer() -> None:
    assert gate("greet_goodbye", 0.9, "hello there i have had this cough", Q.WORDS)[0] == "inform"
    assert gate("greet_goodbye", 0.9, "good morning to you", Q.WORDS)[0] == "greet_goodbye"


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        (Q.SOMETHING_ELSE, "nothing_else"),
        (Q.FINISHED, "nothing_else"),
        (Q.IDENTITY, "wrong_person"),
        (Q.YES_NO, "deny"),
        (Q.READ_BACK, "deny"),
        (Q.STOP_TEXTS, "deny"),
    ],
)
def test_no_means_what_the_question_makes_of_it(question: QuestionKind, intent: str) -> None:
    assert gate("deny", 0.9, "no", question)[0] == intent


def test_nothing_is_no_wish_to_finish_where_nothing_is_an_answer() -> None:
    assert gate("nothing_else", 0.9, "nothing", Q.WORDS)[0] == "dont_know"
    assert gate("nothing_else", 0.9, "nothing", Q.SOMETHING_ELSE)[0] == "nothing_else"
    assert gate("nothing_else", 0.9, "nothing else", Q.WORDS)[0] == "nothing_else"


def test_a_listed_opt_out_is_one_whatever_the_classifier_says_and_a_look_alike_is_not() -> None:
    assert gate("inform", 0.9, "stop texting me", Q.WORDS) == ("stop_optout", 1.0)
    assert gate("stop_optout", 0.5, "i want to stop smoking", Q.WORDS)[0] == "inform"
    assert gate("inform", 0.8, "ya estuvo", Q.WORDS) == ("stop_optout", 1.0)
    assert gate("nothing_else", 0.8, "ya estuvo", Q.SOMETHING_ELSE) == ("nothing_else", 0.8)


@given(st.text(max_size=80), st.floats(0, 1), st.sampled_from([None, *Q]))
def test_an_answer_stays_an_answer_unless_the_words_are_a_command(text: str, sure: float, question: Q | None) -> None:
    intent, confidence = gate("inform", sure, text, question)

    assert (intent, confidence) == ("inform", sure) or confidence == 1.0


@pytest.mark.parametrize(
    ("word", "meant"), [("skp", "skip"), ("sikp", "skip"), ("skipp", "skip"), ("deshcer", "deshacer")]
)
def test_one_slip_is_seen(word: str, meant: str) -> None:
    assert slipped(word, meant)


@pytest.mark.parametrize(
    ("word", "meant"), [("skip", "skip"), ("bone", "done"), ("kips", "skip"), ("n", "no"), ("", "skip")]
)
def test_another_word_is_no_slip(word: str, meant: str) -> None:
    assert not slipped(word, meant)
