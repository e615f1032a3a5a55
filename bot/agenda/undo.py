"""What takes an event back, given the agenda before it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.agenda import events as ev
from bot.agenda.codec import from_json, nothing, to_json
from bot.agenda.model import Agenda


def inverse(event: ev.Event, before: Agenda) -> ev.Event | None:
    """Return the event that restores what `before` showed, or None for what cannot or need not be taken back."""
    match event:
        case ev.ItemAdded(item):
            return ev.ItemWithdrawn(item.id)
        case ev.ItemAmended(item_id, _) | ev.ItemRepeated(item_id, _):
            amended = before.item(item_id)
            return ev.ItemAmended(item_id, amended.quotes) if amended else None
        case ev.ItemWithdrawn(item_id):
            return ev.ItemRestored(item_id)
        case ev.ItemRestored(item_id):
            return ev.ItemWithdrawn(item_id)
        case ev.ItemsRanked(_):
            return ev.ItemsRanked(tuple(item.id for item in before.ranked))
        case ev.Answered(answer):
            return _as_before(before, answer.question)
        case ev.AnswerWithdrawn(question) | ev.QuestionSkipped(question):
            return _as_before(before, question)
        case ev.CommitmentMade(commitment):
            return ev.CommitmentWithdrawn(commitment.id)
        case ev.CommitmentWithdrawn(commitment_id):
            made = next((one for one in before.commitments if one.id == commitment_id), None)
            return ev.CommitmentMade(made) if made else None
    return _milestone(event)


def without_words(event: ev.Event) -> ev.Event:
    return from_json(to_json(event), nothing)


def with_words(events: Iterable[ev.Event], agenda: Agenda) -> tuple[ev.Event, ...]:
    """Look the words of the quotes up again among everything the agenda ever held."""
    held = {(quote.message_id, quote.start, quote.end): quote.words for quote in agenda.quotes}
    return tuple(from_json(to_json(event), lambda *span: held.get(span)) for event in events)


def _as_before(before: Agenda, question: str) -> ev.Event:
    answer = before.answer(question)
    if answer is not None:
        return ev.Answered(answer)
    return ev.QuestionSkipped(question) if question in before.skipped else ev.AnswerWithdrawn(question)


def _milestone(event: ev.Event) -> ev.Event | None:
    match event:
        case ev.Declined():
            return ev.Accepted()
        case ev.Accepted():
            return ev.Declined()
        case ev.Confirmed():
            return ev.Reopened()
        case ev.Reopened():
            return ev.Confirmed()
    return None
