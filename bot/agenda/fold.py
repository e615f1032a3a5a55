"""The fold: an agenda and the next recorded event make the next agenda."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce

from bot.agenda import events as ev
from bot.agenda.model import Agenda, Answer, Commitment, Item, ItemStatus, Quote, Source

# After one of these the summary that the team holds no longer says what the patient says.
CHANGES = (
    ev.ItemAdded,
    ev.ItemAmended,
    ev.ItemWithdrawn,
    ev.ItemRestored,
    ev.ItemsRanked,
    ev.Answered,
    ev.AnswerWithdrawn,
    ev.TopicAdded,
    ev.TopicWithdrawn,
    ev.CommitmentMade,
    ev.CommitmentWithdrawn,
    ev.Requested,
)


def fold(agenda: Agenda, recorded: ev.Recorded) -> Agenda:
    """Return the agenda after the event; an event about something unknown changes nothing."""
    after = _milestone(_answer(_item(agenda, recorded.event), recorded.event), recorded)
    if after.sent_at is not None and isinstance(recorded.event, CHANGES):
        return replace(after, changed_after_sending=True)
    return after


def agenda_of(recorded: Iterable[ev.Recorded]) -> Agenda:
    return reduce(fold, recorded, Agenda())


def _item(agenda: Agenda, event: ev.Event) -> Agenda:
    match event:
        case ev.ItemAdded(item):
            return replace(agenda, items=(*agenda.items, item))
        case ev.TopicAdded(item_id, text):
            return replace(agenda, items=(*agenda.items, Item(item_id, source=Source.TEAM, topic=text)))
        case ev.ItemRepeated(item_id, quotes):
            return _change(agenda, item_id, lambda item: replace(item, quotes=_with(item.quotes, quotes)))
        case ev.ItemAmended(item_id, quotes):
            return _change(agenda, item_id, lambda item: _amended(item, quotes))
        case ev.ItemWithdrawn(item_id) | ev.TopicWithdrawn(item_id):
            return _change(agenda, item_id, lambda item: replace(item, status=ItemStatus.WITHDRAWN))
        case ev.ItemRestored(item_id):
            return _change(agenda, item_id, lambda item: replace(item, status=ItemStatus.ACTIVE))
        case ev.ItemRelabelled(item_id, category):
            return _change(agenda, item_id, lambda item: replace(item, category=category))
        case ev.ItemsRanked(order):
            known = [item_id for item_id in dict.fromkeys(order) if agenda.item(item_id) is not None]
            rank = {item_id: place for place, item_id in enumerate(known, start=1)}
            return replace(agenda, items=tuple(replace(item, rank=rank.get(item.id)) for item in agenda.items))
    return agenda


def _answer(agenda: Agenda, event: ev.Event) -> Agenda:
    match event:
        case ev.Answered(answer) | ev.ToldAfter(answer):
            opened = _reopened(agenda, answer.question)
            return replace(opened, answers=(*opened.answers, answer))
        case ev.AnswerWithdrawn(question):
            return _reopened(agenda, question)
        case ev.QuestionSkipped(question):
            opened = _reopened(agenda, question)
            return replace(opened, skipped=(*opened.skipped, question))
        case ev.CommitmentMade(commitment):
            return replace(agenda, commitments=_put(agenda.commitments, commitment))
        case ev.CommitmentWithdrawn(commitment_id):
            withdrawn = (replace(c, withdrawn=True) if c.id == commitment_id else c for c in agenda.commitments)
            return replace(agenda, commitments=tuple(withdrawn))
        case ev.Requested(request):
            return replace(agenda, requests=(*agenda.requests, request))
    return agenda


def _milestone(agenda: Agenda, recorded: ev.Recorded) -> Agenda:
    match recorded.event:
        case ev.Declined():
            return replace(agenda, declined=True)
        case ev.Accepted():
            return replace(agenda, declined=False)
        case ev.Confirmed():
            return replace(agenda, confirmed_at=recorded.at)
        case ev.Reopened():
            return replace(agenda, confirmed_at=None)
        case ev.SignedOff():
            return replace(agenda, signed_off_at=recorded.at, signed_off_by=recorded.by)
        case ev.SignOffUndone():
            return replace(agenda, signed_off_at=None, signed_off_by=None)
        case ev.SummarySent(version):
            return replace(agenda, sent_at=recorded.at, sent_version=version, changed_after_sending=False)
    return agenda


def _change(agenda: Agenda, item_id: int, change: Callable[[Item], Item]) -> Agenda:
    return replace(agenda, items=tuple(change(item) if item.id == item_id else item for item in agenda.items))


def _amended(item: Item, quotes: tuple[Quote, ...]) -> Item:
    kept = tuple(quote for quote in _with(item.earlier, item.quotes) if quote not in quotes)
    return replace(item, quotes=quotes, earlier=kept)


def _with(quotes: tuple[Quote, ...], more: tuple[Quote, ...]) -> tuple[Quote, ...]:
    return (*quotes, *(quote for quote in more if quote not in quotes))


def _reopened(agenda: Agenda, question: str) -> Agenda:
    past: tuple[Answer, ...] = tuple(answer for answer in agenda.answers if answer.question == question)
    return replace(
        agenda,
        answers=tuple(answer for answer in agenda.answers if answer.question != question),
        earlier_answers=(*agenda.earlier_answers, *past),
        skipped=tuple(skipped for skipped in agenda.skipped if skipped != question),
    )


def _put(commitments: tuple[Commitment, ...], one: Commitment) -> tuple[Commitment, ...]:
    if any(known.id == one.id for known in commitments):
        return tuple(one if known.id == one.id else known for known in commitments)
    return (*commitments, one)
