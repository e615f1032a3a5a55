"""How far visits are, read from ids, states and kinds of events alone: nothing sealed is opened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, func, select

from bot.agenda.codec import kind_of
from bot.agenda.events import Accepted, Answered, Declined, ItemAdded, Requested, SignedOff
from bot.agenda.fold import CHANGES
from integrations.storage.tables import agenda_events, conversations, numbers, visits

WORDS = (ItemAdded, Answered, Requested)


def progress_of(visit_ids: Sequence[UUID]) -> Select[Any]:
    """Select the fields of bot.visit_state.Progress for each visit, under their names, and the visit's `id`."""
    talk, events = conversations.c, _events(visit_ids)
    query = select(
        visits.c.id,
        numbers.c.opted_out_at.is_not(None).label("opted_out"),
        numbers.c.wrong_number,
        numbers.c.quiet,
        talk.stage,
        talk.channel,
        func.coalesce(talk.answered, 0).label("answered"),
        func.coalesce(talk.asked_of, 0).label("asked_of"),
        talk.updated_at.label("last_move_at"),
        func.coalesce(events.c.revision, 0).label("revision"),
        (func.coalesce(events.c.words, 0) > 0).label("has_words"),
        (func.coalesce(events.c.declined, 0) > func.coalesce(events.c.accepted, 0)).label("declined"),
        (func.coalesce(events.c.changed, 0) > func.coalesce(events.c.signed_off, 0)).label("changed"),
    )
    joined = visits.join(numbers).outerjoin(conversations, talk.visit_id == visits.c.id)
    joined = joined.outerjoin(events, events.c.visit_id == visits.c.id)
    return query.select_from(joined).where(visits.c.id.in_(visit_ids))


def _events(visit_ids: Sequence[UUID]) -> Subquery:
    """Select the number of the last event of each sort, by visit."""
    return (
        select(
            agenda_events.c.visit_id,
            func.count().label("revision"),
            _last(*WORDS).label("words"),
            _last(Declined).label("declined"),
            _last(Accepted).label("accepted"),
            _last(*CHANGES).label("changed"),
            _last(SignedOff).label("signed_off"),
        )
        .where(agenda_events.c.visit_id.in_(visit_ids))
        .group_by(agenda_events.c.visit_id)
        .subquery()
    )


def _last(*events: type) -> ColumnElement[int]:
    kinds = [kind_of(event) for event in events]
    return func.max(agenda_events.c.id).filter(agenda_events.c.kind.in_(kinds))
