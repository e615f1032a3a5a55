from __future__ import annotations

import pytest

from bot.agenda.model import REQUESTS
from bot.flow.beside import ASIDES
from bot.flow.model import Pending, QuestionKind, Stage
from bot.flow.moves import ASIDES as KINDS
from tests.flow.talk import Talk, read_back, talk


@pytest.mark.parametrize("kind", KINDS)
def test_every_aside_has_an_answer_and_nothing_is_lost(kind: str):
    asked = talk("my knee")

    asked.aside("tell me about it", kind)

    assert asked.said
    assert asked.items[0] == "my knee"


@pytest.mark.parametrize(
    ("kind", "text", "request_kind"),
    [
        ("refill_request", "need more lisinopril, out tomorrow", "refill"),
        ("reschedule_or_cancel", "can't make it Tuesday", "reschedule"),
        ("billing_question", "why was I charged twice", "billing"),
        ("billing_question", "are my lab results in", "test_result"),
        ("billing_question", "where do I park", "directions"),
        ("talk_to_human", "can a nurse call me", "call_me"),
        ("angry_complaint", "you people never listen", "complaint"),
        ("proxy_speaking", "I text for my mom", "proxy"),
        ("unsupported_language", "tôi không hiểu", "interpreter"),
    ],
)
def test_what_a_person_must_do_reaches_staff_with_its_words(kind: str, text: str, request_kind: str):
    asked = talk()

    asked.aside(text, kind)

    assert [(one.kind, one.words) for one in asked.agenda.requests] == [(request_kind, text)]
    assert asked.last.tasks == (request_kind,)


def test_an_aside_returns_to_the_open_question_in_its_short_form():
    asked = talk("my knee")

    asked.aside("who sees this?", "who_reads_this")

    assert asked.said == ["who_reads_this", "question:something_else/short"]


def test_an_aside_at_the_read_back_returns_to_it():
    talk = read_back()

    talk.aside("who sees this?", "who_reads_this")

    assert talk.said == ["who_reads_this", "read_back_short"]


def test_a_visit_to_be_moved_is_settled_before_anything_is_asked():
    asked = talk()

    asked.aside("can't make it Tuesday", "reschedule_or_cancel")

    assert asked.said == ["reschedule"]


def test_a_medical_question_gets_no_advice_and_goes_on_the_list():
    asked = talk("my knee")

    asked.aside("can I take ibuprofen with my blood pressure meds?", "ask_medical_advice")

    item = asked.agenda.current[-1]
    assert item.category == "question_for_clinician"
    assert item.words == "can I take ibuprofen with my blood pressure meds?"
    assert asked.said == ["no_advice_go_on", "question:something_else/short"]


def test_a_medical_question_after_everything_gets_the_full_text():
    talk = read_back()
    talk.say("yes")

    talk.aside("should I stop my pills", "ask_medical_advice")

    assert talk.said == ["no_advice"]
    assert "should I stop my pills" in talk.items


def test_the_wrong_person_hears_an_apology_and_nothing_ever_again():
    asked = talk()

    asked.aside("this isn't Maria", "wrong_person")

    assert asked.said == ["wrong_person"]
    assert asked.last.tasks == ("wrong_number",)
    assert asked.stage is Stage.CLOSED
    asked.say("who is this about?")
    assert asked.last.say == ()
    assert asked.items == []


def test_a_complaint_can_go_to_the_top_of_the_list():
    asked = talk("my knee")
    asked.aside("you never listen", "angry_complaint")

    asked.say("1")

    assert asked.items == ["you never listen", "my knee"]
    assert asked.said == ["complaint_on_top", "question:something_else/short"]


def test_a_complaint_can_be_a_call():
    asked = talk("my knee")
    asked.aside("you never listen", "angry_complaint")

    asked.say("2")

    assert [one.kind for one in asked.agenda.requests] == ["complaint", "call_me"]


def test_after_a_complaint_other_words_answer_the_open_question():
    asked = talk("my knee")
    asked.aside("you never listen", "angry_complaint")

    asked.say("and I sleep badly")

    assert asked.items == ["my knee", "I sleep badly"]


@pytest.mark.parametrize(
    ("text", "says", "tasks"), [("yes", ["opted_out"], ("opt_out",)), ("sí", ["opted_out"], ("opt_out",))]
)
def test_a_grey_stop_is_asked_once_and_a_yes_stops(text: str, says: list[str], tasks: tuple[str, ...]):
    asked = talk()
    asked.aside("ya no", "stop_texts")
    assert asked.said == ["stop_texts"]
    assert asked.kind is QuestionKind.STOP_TEXTS

    asked.say(text)

    assert (asked.said, asked.last.tasks) == (says, tasks)


def test_a_grey_stop_that_was_none_goes_on():
    asked = talk()
    asked.aside("enough", "stop_texts")

    asked.say("no")

    assert asked.said == ["texts_go_on", "question:main_concern/short"]


def test_a_grey_stop_followed_by_an_answer_is_an_answer():
    asked = talk()
    asked.aside("enough", "stop_texts")

    asked.say("my knee hurts")

    assert asked.items == ["my knee hurts"]
    assert asked.session.pending is None


def test_private_numbers_are_not_kept_in_the_agenda():
    asked = talk()

    asked.aside("my ssn is 078-05-1120", "privacy_data")

    assert asked.said == ["privacy_data", "question:main_concern/short"]
    assert asked.agenda.quotes == ()
    assert asked.last.tasks == ("privacy_data",)


@pytest.mark.parametrize(
    ("text", "key"), [("hello!", "hello"), ("ok bye", "goodbye"), ("adiós", "goodbye"), ("hola", "hello")]
)
def test_a_greeting_and_a_goodbye_are_answered_in_kind(text: str, key: str):
    asked = talk()

    asked.aside(text, "greet_goodbye")

    assert asked.said[0] == key


def test_before_the_start_an_aside_returns_to_the_invitation():
    asked = Talk()

    asked.aside("who is this", "who_are_you")

    assert asked.said == ["who_are_you", "invitation_open"]


def test_a_small_question_stays_open_beside_an_aside():
    asked = talk("my knee", "my sleep")
    asked.say("CHANGE")

    asked.aside("thanks", "thanks")

    assert asked.session.pending == Pending("change_target")
    assert asked.said == ["welcome", "change_which"]


def test_the_table_of_asides_only_asks_for_what_staff_knows():
    assert {beside.request for beside in ASIDES.values() if beside.request} <= set(REQUESTS)
