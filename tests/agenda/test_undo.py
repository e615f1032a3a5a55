from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from bot.agenda import events as ev
from bot.agenda.fold import agenda_of, fold
from bot.agenda.model import Agenda, Commitment
from bot.agenda.undo import inverse, with_words, without_words
from tests.agenda.builders import EVENTS, a_quote, an_agenda, an_answer, an_item, recorded


def shown(agenda: Agenda) -> dict[str, Any]:
    """What a patient or a coordinator can see of an agenda."""
    return {
        "items": [(item.id, item.words, item.rank) for item in agenda.current],
        "answers": sorted((answer.question, answer.words, answer.value or "") for answer in agenda.answers),
        "skipped": sorted(agenda.skipped),
        "commitments": [(one.id, one.words) for one in agenda.commitments if not one.withdrawn],
        "declined": agenda.declined,
        "confirmed": agenda.confirmed_at,
    }


def undone(before: Agenda, event: ev.Event) -> Agenda:
    after = fold(before, recorded(event))
    back = inverse(event, before)
    assert back is not None
    return fold(after, recorded(with_words([without_words(back)], after)[0]))


def test_each_change_of_a_patients_can_be_taken_back():
    before = an_agenda(
        ev.ItemAdded(an_item(1)),
        ev.ItemAdded(an_item(2, "I cannot sleep")),
        ev.ItemAdded(an_item(3)),
        ev.ItemWithdrawn(3),
        ev.ItemsRanked((2, 1)),
        ev.Answered(an_answer()),
        ev.QuestionSkipped("hopes"),
        ev.CommitmentMade(Commitment(1, "patient", (a_quote(),))),
    )
    changes = [
        ev.ItemAdded(an_item(4)),
        ev.ItemAmended(1, (a_quote("LEFT knee", 2),)),
        ev.ItemRepeated(1, (a_quote("LEFT knee", 2),)),
        ev.ItemWithdrawn(2),
        ev.ItemRestored(3),
        ev.ItemsRanked((1, 2)),
        ev.Answered(an_answer(quotes=(a_quote("ok", 4),))),
        ev.Answered(an_answer("hopes", "hoped_outcome")),
        ev.AnswerWithdrawn("goal"),
        ev.QuestionSkipped("what_helps"),
        ev.CommitmentWithdrawn(1),
        ev.CommitmentMade(Commitment(2, "patient", (a_quote(),))),
        ev.Confirmed(),
        ev.Declined(),
    ]

    for change in changes:
        assert shown(undone(before, change)) == shown(before), change


def test_what_staff_was_asked_for_is_not_taken_back():
    assert inverse(ev.SignedOff(), an_agenda()) is None


def test_an_undone_correction_finds_its_words_again():
    before = an_agenda(ev.ItemAdded(an_item(1)))

    assert undone(before, ev.ItemAmended(1, (a_quote("LEFT knee", 2),))).current[0].words == "my knee hurts"


@given(st.lists(EVENTS, max_size=12), EVENTS)
def test_whatever_came_before_an_undone_event_shows_what_was_shown(happened: list[ev.Event], event: ev.Event):
    before = agenda_of(map(recorded, _plausible(happened)))
    assume(_can_happen(event, before))

    assert shown(undone(before, event)) == shown(before)


def _plausible(happened: list[ev.Event]) -> list[ev.Event]:
    """Give added items and commitments the ids they would have; leave out what a patient does not do."""
    agenda, kept = Agenda(), []
    for event in happened:
        if isinstance(event, ev.ItemAdded):
            event = ev.ItemAdded(replace(event.item, id=agenda.next_item_id))
        if isinstance(event, ev.CommitmentMade):
            event = ev.CommitmentMade(replace(event.commitment, id=agenda.next_commitment_id))
        if isinstance(event, ev.TopicAdded):
            continue
        agenda = fold(agenda, recorded(event))
        kept.append(event)
    return kept


def _can_happen(event: ev.Event, before: Agenda) -> bool:
    match event:
        case ev.ItemAdded(item):
            return item.id == before.next_item_id
        case ev.CommitmentMade(commitment):
            return commitment.id == before.next_commitment_id
        case ev.ItemAmended(item_id, _) | ev.ItemRepeated(item_id, _):
            return before.item(item_id) is not None
        case ev.ItemWithdrawn(item_id):
            return any(item.id == item_id for item in before.current)
        case ev.ItemRestored(item_id):
            return any(item.id == item_id and not item.active for item in before.items)
        case ev.CommitmentWithdrawn(commitment_id):
            return any(one.id == commitment_id and not one.withdrawn for one in before.commitments)
        case ev.QuestionSkipped(question):
            return question not in before.skipped
        case ev.Declined():
            return not before.declined
        case ev.Accepted():
            return before.declined
        case ev.Confirmed():
            return before.confirmed_at is None
        case ev.Reopened():
            return before.confirmed_at is not None
        case ev.ItemsRanked() | ev.Answered() | ev.AnswerWithdrawn():
            return True
    return False
