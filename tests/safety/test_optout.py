"""Who wants no more texts, and who only uses one of the words (rules-and-safety.md 3.1, every trap)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.model import QuestionKind
from bot.safety import Keyword, OptOut, Tier, keyword, opt_out
from bot.safety.optout import with_model
from bot.understanding.gate import gate
from bot.understanding.stop_wish import stop_wish
from tests.safety.material import load, tier_of

CASES = [(kind, str(text)) for kind, texts in load("optout").items() for text in texts]
LISTED = [
    *("stop", "stopall", "stop all", "end", "quit", "cancel", "unsubscribe", "revoke", "optout", "opt out", "opt-out"),
    *("remove", "remove me", "arret", "alto", "parar", "pare", "cancelar"),
]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_a_wish_to_get_no_more_texts_is_told_from_an_answer(kind, text):
    assert opt_out(text).value == kind


@given(
    st.sampled_from(LISTED),
    st.sampled_from(("", "please ", "Por favor ", "ok ")),
    st.sampled_from(("", ".", "!!!", " please", ", thanks", " now", " ya", " gracias", " 🙏")),
    st.booleans(),
)
def test_a_listed_word_is_exact_whatever_courtesy_stands_around_it(word, before, after, shouted):
    text = before + (word.upper() if shouted else word) + after

    assert opt_out(text) is OptOut.EXACT


@given(
    st.sampled_from(LISTED), st.sampled_from(("my knee", "the doctor said", "mi rodilla", "walking to the shop and"))
)
def test_a_listed_word_at_the_end_of_a_sentence_about_something_else_is_not_exact(word, about):
    assert opt_out(f"{about} {word} hurts") is not OptOut.EXACT


@pytest.mark.parametrize("text", ["STOP, I want to die", "ALTO, quiero morir", "I want to die. STOP"])
def test_stop_beside_a_cry_for_help_is_both(text):
    assert tier_of(text) is Tier.CRISIS
    assert opt_out(text) in (OptOut.EXACT, OptOut.NATURAL)


@pytest.mark.parametrize("text", ["", " ", "\n", "👍", "...", "\u200b"])
def test_a_message_without_words_wishes_nothing(text):
    assert opt_out(text) is OptOut.NONE
    assert keyword(text) is None


@pytest.mark.parametrize("text", ["START", "start please", "Unstop", "EMPEZAR", "empezar por favor", "Start!"])
def test_a_word_that_brings_the_texts_back(text):
    assert keyword(text) is Keyword.START


@pytest.mark.parametrize("text", ["HELP", "help!", "Info", "AYUDA", "ayuda por favor"])
def test_a_word_that_asks_who_this_is(text):
    assert keyword(text) is Keyword.HELP


@pytest.mark.parametrize(
    "text", ["yes", "YES", "si", "start with my knee", "I need help walking", "more info on my test", "necesito ayuda para caminar"]
)  # fmt: skip
def test_an_answer_is_no_keyword(text):
    assert keyword(text) is None


class _SureOfAll:
    """Stands for a trained model that takes whatever it is shown for a wish."""

    def likelihood(self, said: object) -> float:
        return 1.0


@pytest.mark.parametrize(
    "text",
    [
        "my ex wont stop texting me",
        "i told the pharmacy to stop texting me",
        "'; DROP TABLE messages; --",
        "don't stop texting me",
        "my doctor said stop",
        "dejen de cobrarme de mas",
        "mi ex no deja de mandarme mensajes",
        "no dejen de escribirme",
        "want it to stop",
        "make it stop please",
        "quiero que pare",
    ],
)
def test_a_model_that_is_sure_can_only_ask_about_what_the_rules_see_is_no_plain_wish_of_ours(text):
    assert with_model(opt_out(text), stop_wish(_SureOfAll(), text)) in (OptOut.NONE, OptOut.GREY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "My ex wont stop texting me. No phone stuff from yall neither",
        "don't stop my pills. have this thing off my cell",
    ],
)
def test_a_model_may_be_sure_of_a_sentence_beside_one_about_somebody_else(text):
    assert stop_wish(_SureOfAll(), text) is OptOut.NATURAL  # type: ignore[arg-type]


def test_a_keyword_at_the_end_counts_whatever_unclear_words_stand_before_it():
    assert opt_out("stop! i already answered that. STOP") is OptOut.NATURAL


@pytest.mark.parametrize("text", ["my ex wont stop texting me", "don't stop texting me", "dejen de cobrarme de mas"])
def test_what_is_said_of_somebody_or_something_else_is_an_answer_however_sure_the_classifier_is(text):
    assert gate("stop_optout", 0.99, text, QuestionKind.WORDS)[0] == "inform"
    assert gate("stop_optout", 0.99, text, QuestionKind.WORDS, OptOut.GREY)[0] == "stop_optout"
