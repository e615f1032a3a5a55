from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.agenda import events as ev
from bot.agenda.fold import agenda_of, fold
from bot.agenda.model import Agenda, Commitment, Item, ItemStatus, Source
from tests.agenda.builders import EVENTS, NOW, a_quote, an_agenda, an_answer, an_item, recorded


def test_items_keep_the_order_in_which_they_were_said():
    agenda = an_agenda(ev.ItemAdded(an_item(1)), ev.ItemAdded(an_item(2, "I cannot sleep")))

    assert [item.words for item in agenda.current] == ["my knee hurts", "I cannot sleep"]
    assert agenda.next_item_id == 3


def test_a_withdrawn_item_leaves_the_list_and_stays_in_the_history():
    agenda = an_agenda(ev.ItemAdded(an_item(1)), ev.ItemAdded(an_item(2)), ev.ItemWithdrawn(1))

    assert [item.id for item in agenda.current] == [2]
    assert [item.status for item in agenda.items] == [ItemStatus.WITHDRAWN, ItemStatus.ACTIVE]
    assert agenda.next_item_id == 3


def test_a_restored_item_is_back_at_its_rank():
    ranked = [ev.ItemAdded(an_item(1)), ev.ItemAdded(an_item(2)), ev.ItemsRanked((2, 1))]

    agenda = an_agenda(*ranked, ev.ItemWithdrawn(2), ev.ItemRestored(2))

    assert [item.id for item in agenda.current] == [2, 1]


def test_the_patients_order_decides_and_newer_items_come_after_it():
    items = [ev.ItemAdded(an_item(number)) for number in (1, 2, 3)]

    agenda = an_agenda(*items, ev.ItemsRanked((3, 1, 2)), ev.ItemAdded(an_item(4)))

    assert [item.id for item in agenda.current] == [3, 1, 2, 4]


def test_an_empty_order_takes_the_ranking_back():
    items = [ev.ItemAdded(an_item(number)) for number in (1, 2)]

    agenda = an_agenda(*items, ev.ItemsRanked((2, 1)), ev.ItemsRanked(()))

    assert [(item.id, item.rank) for item in agenda.current] == [(1, None), (2, None)]


def test_a_corrected_item_shows_the_new_words_and_keeps_the_old_ones():
    new = a_quote("LEFT knee", 2)

    agenda = an_agenda(ev.ItemAdded(an_item(1)), ev.ItemAmended(1, (new,)))

    assert agenda.current[0].words == "LEFT knee"
    assert agenda.current[0].earlier == (a_quote("my knee hurts"),)


def test_words_said_twice_are_one_item_with_two_quotes():
    again = replace(a_quote("my knee hurts"), message_id=9)

    agenda = an_agenda(ev.ItemAdded(an_item(1)), ev.ItemRepeated(1, (again,)), ev.ItemRepeated(1, (again,)))

    assert len(agenda.current[0].quotes) == 2
    assert agenda.current[0].words == "my knee hurts"


def test_a_new_answer_takes_the_place_of_the_old_one_which_is_kept():
    first, second = an_answer(), an_answer(quotes=(a_quote("I cannot sleep"),))

    agenda = an_agenda(ev.Answered(first), ev.Answered(second))

    assert agenda.answer("goal") == second
    assert agenda.earlier_answers == (first,)


def test_an_answer_ends_the_skipping_of_its_question():
    agenda = an_agenda(ev.QuestionSkipped("goal"), ev.QuestionSkipped("goal"), ev.Answered(an_answer()))

    assert agenda.skipped == ()


def test_a_withdrawn_answer_opens_its_question():
    agenda = an_agenda(ev.Answered(an_answer()), ev.AnswerWithdrawn("goal"))

    assert agenda.answer("goal") is None
    assert agenda.earlier_answers == (an_answer(),)


def test_the_teams_topics_stand_beside_the_patients_items():
    agenda = an_agenda(ev.ItemAdded(an_item(1)), ev.TopicAdded(2, "Blood pressure"), ev.TopicAdded(3, "Shots"))

    agenda = fold(agenda, recorded(ev.TopicWithdrawn(3), "staff:1"))

    assert [item.id for item in agenda.current] == [1]
    assert [(item.words, item.source) for item in agenda.topics] == [("Blood pressure", Source.TEAM)]


def test_a_commitment_can_be_taken_back_and_made_again():
    made = Commitment(1, "patient", (a_quote(),))

    withdrawn = an_agenda(ev.CommitmentMade(made), ev.CommitmentWithdrawn(1))
    again = fold(withdrawn, recorded(ev.CommitmentMade(made)))

    assert withdrawn.commitments[0].withdrawn
    assert again.commitments == (made,)


def test_confirming_signing_off_and_sending_leave_their_time_and_author():
    agenda = an_agenda(ev.Confirmed())
    agenda = fold(agenda, recorded(ev.SignedOff(), "staff:7"))
    agenda = fold(agenda, recorded(ev.SummarySent(2), "system"))

    assert (agenda.confirmed_at, agenda.signed_off_at, agenda.sent_at) == (NOW, NOW, NOW)
    assert (agenda.signed_off_by, agenda.sent_version) == ("staff:7", 2)


def test_a_late_item_marks_a_sent_summary_as_changed_until_it_is_sent_again():
    sent = an_agenda(ev.ItemAdded(an_item(1)), ev.SummarySent(1))

    late = fold(sent, recorded(ev.ItemAdded(an_item(2))))
    sent_again = fold(late, recorded(ev.SummarySent(2)))

    assert not sent.changed_after_sending
    assert late.changed_after_sending
    assert not sent_again.changed_after_sending


def test_declining_can_be_reconsidered():
    assert an_agenda(ev.Declined()).declined
    assert not an_agenda(ev.Declined(), ev.Accepted()).declined


@given(st.lists(EVENTS, max_size=30))
def test_no_order_of_events_breaks_the_fold_or_loses_an_item(happened: list[ev.Event]):
    agenda = agenda_of(map(recorded, happened))

    added = [event for event in happened if isinstance(event, ev.ItemAdded | ev.TopicAdded)]
    assert len(agenda.items) == len(added)
    assert len({answer.question for answer in agenda.answers}) == len(agenda.answers)


@given(st.lists(EVENTS, max_size=30), st.integers(0, 30))
def test_folding_in_two_parts_is_folding_at_once(happened: list[ev.Event], cut: int):
    first = agenda_of(map(recorded, happened[:cut]))

    both = first
    for event in happened[cut:]:
        both = fold(both, recorded(event))

    assert both == agenda_of(map(recorded, happened))


@given(st.lists(EVENTS, max_size=30))
def test_no_quote_is_ever_forgotten(happened: list[ev.Event]):
    held = set(agenda_of(map(recorded, happened)).quotes)

    answers = [event.answer for event in happened if isinstance(event, ev.Answered)]
    requests = [event.request for event in happened if isinstance(event, ev.Requested)]
    assert {quote for part in (*answers, *requests) for quote in part.quotes} <= held


def test_items_without_words_have_none():
    assert Item(1).words == ""
    assert Agenda().current == ()


def test_a_rank_counts_only_what_is_on_the_list_and_each_line_once():
    ranked = an_agenda(ev.ItemAdded(an_item(1)), ev.ItemAdded(an_item(2)), ev.ItemsRanked((9, 2, 2, 1)))

    assert [(item.id, item.rank) for item in ranked.ranked] == [(2, 1), (1, 2)]
