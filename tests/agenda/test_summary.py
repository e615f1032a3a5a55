from __future__ import annotations

from dataclasses import replace

import pytest

from bot.agenda import events as ev
from bot.agenda.model import Answer, Commitment, Quote, Source, StaffRequest
from bot.agenda.summary import Line, SafetyNote, UntraceableLine, check_traceable, summary_lines
from tests.agenda.builders import a_quote, an_agenda, an_answer, an_item, text_of


def a_full_agenda():
    return an_agenda(
        ev.ItemAdded(an_item(1)),
        ev.ItemAdded(an_item(2, "I cannot sleep")),
        ev.ItemsRanked((2, 1)),
        ev.Answered(an_answer("what_helps", "patient_expertise.works", quotes=(a_quote("ok", 4),))),
        ev.Answered(an_answer(quotes=(a_quote("LEFT knee", 2),))),
        ev.Answered(an_answer("help_for_visit", "access_needs", quotes=(a_quote("ok", 4),), value="yes")),
        ev.Requested(StaffRequest("refill", (a_quote("sorry", 2),))),
        ev.CommitmentMade(Commitment(1, "team", text="We call you with the result")),
        ev.TopicAdded(3, "Blood pressure"),
    )


def test_the_lines_come_in_the_one_glance_order():
    note = SafetyNote("T2", "chest_pain", (a_quote("my knee hurts"),))

    lines = summary_lines(a_full_agenda(), safety=[note])

    assert [(line.kind, line.text) for line in lines] == [
        ("safety.T2", "my knee hurts"),
        ("wants_first", "I cannot sleep"),
        ("also", "my knee hurts"),
        ("team_topic", "Blood pressure"),
        ("what_matters.goal", "LEFT knee"),
        ("patient_expertise.works", "ok"),
        ("access_needs", "ok"),
        ("commitments.team", "We call you with the result"),
        ("request.refill", "sorry"),
        ("not_confirmed", ""),
    ]


def test_no_item_is_dropped_however_many_there_are():
    agenda = an_agenda(*(ev.ItemAdded(an_item(number)) for number in range(1, 13)))

    lines = summary_lines(agenda)

    assert sum(line.kind in ("wants_first", "also") for line in lines) == 12


def test_a_withdrawn_item_is_not_in_the_summary():
    agenda = an_agenda(ev.ItemAdded(an_item(1)), ev.ItemWithdrawn(1))

    assert [line for line in summary_lines(agenda) if line.source == Source.PATIENT.value] == []


def test_words_of_an_answer_that_no_item_quotes_have_a_line():
    whole = a_quote("my knee hurts, and I cannot sleep")
    agenda = an_agenda(ev.ItemAdded(an_item(1)), ev.Answered(Answer("main_concern", "items", (whole,))))

    also = [line for line in summary_lines(agenda) if line.kind == "also_said"]

    assert [line.text for line in also] == ["I cannot sleep"]
    check_traceable(also, text_of)


def test_not_asked_skipped_and_no_answer_are_three_things():
    agenda = an_agenda(ev.QuestionSkipped("goal"), ev.Answered(an_answer("hopes", "hoped_outcome", value="dont_know")))
    questions = {
        "goal": "what_matters.goal",
        "hopes": "hoped_outcome",
        "what_helps": "patient_expertise.works",
        "decides": "participation.preference",
    }

    lines = summary_lines(agenda, questions=questions, asked=("goal", "hopes", "what_helps"))

    assert [(line.kind, line.text) for line in lines if line.kind.startswith("missing")] == [
        ("missing.what_matters.goal", "skipped"),
        ("missing.hoped_outcome", "no_answer"),
        ("missing.patient_expertise.works", "no_answer"),
        ("missing.participation.preference", "not_asked"),
    ]


def test_a_summary_that_changed_after_sending_says_so():
    agenda = an_agenda(ev.ItemAdded(an_item(1)), ev.Confirmed(), ev.SummarySent(1), ev.ItemAdded(an_item(2)))

    assert [line.kind for line in summary_lines(agenda) if line.source == "staff"] == ["changed"]


def test_every_line_of_a_summary_can_be_traced():
    check_traceable(summary_lines(a_full_agenda()), text_of)


def test_erased_words_are_gone_and_the_summary_still_stands():
    erased = replace(an_item(1), quotes=(Quote(1, 0, 13),))

    check_traceable(summary_lines(an_agenda(ev.ItemAdded(erased))), lambda message_id: None)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (Line("also", "summary.also", "my knee"), "names no message"),
        (Line("also", "summary.also", "knee pain", (a_quote("my knee hurts"),)), "says other words than it quotes"),
        (Line("also", "summary.also", "my knee", (Quote(1, 3, 10, "my knee"),)), "does not have there"),
        (Line("also", "summary.also", "my knee", (Quote(99, 0, 7, "my knee"),)), "does not have there"),
    ],
)
def test_a_line_without_its_words_in_a_message_is_refused(line: Line, problem: str):
    with pytest.raises(UntraceableLine, match=problem) as refusal:
        check_traceable([line], text_of)

    assert "knee" not in str(refusal.value)


def test_a_line_about_an_erased_message_that_still_has_words_is_refused():
    with pytest.raises(UntraceableLine):
        check_traceable(summary_lines(an_agenda(ev.ItemAdded(an_item(1)))), lambda message_id: None)


def test_the_proxys_words_are_marked_as_such():
    agenda = an_agenda(ev.ItemAdded(an_item(1, source=Source.PROXY)), ev.Answered(an_answer()))

    assert {line.source for line in summary_lines(agenda) if line.quotes} == {"proxy"}
