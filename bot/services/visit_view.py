"""A visit as JSON: the shape that `summary --format json`, `visits export` and the API give out (architecture.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.agenda.codec import plain
from bot.agenda.model import Agenda, Answer, Item, Quote, StaffRequest
from bot.flow.advance import kind_of, progress
from bot.ports import Clock, UnitOfWork
from bot.records import Alert, Conversation, Delivery, Message, Task, Visit
from bot.visit_state import state_of

Json = dict[str, Any]

_DATES = ("invited_at", "reminded_at", "started_at", "confirmed_at", "signed_off_at", "sent_at", "read_at", "closed_at")
_LABELS = ("category", "source", "status", "rank", "question", "body_site", "duration", "severity", "negated", "person")


async def visit_json(visit_id: UUID, uow: UnitOfWork, clock: Clock) -> Json:
    """Return everything known of a visit but who the patient is, in the caller's transaction."""
    visit, now = await uow.visits.get(visit_id), clock.now()
    known = (await uow.visits.progress([visit.id]))[visit.id]
    clinic = await uow.clinics.get(visit.clinic_id)
    view = _visit(visit) | {"state": state_of(visit, known, now), "clinic": clinic.name}
    alerts, tasks = await uow.alerts.of_visit(visit.id), await uow.tasks.of_visit(visit.id)
    view |= {"alerts": [_alert(alert) for alert in alerts], "tasks": [_task(task) for task in tasks]}
    if visit.details is None:  # erased: its key is gone
        return view | _agenda(Agenda()) | {"messages": [], "deliveries": []}
    view |= _agenda(await uow.agendas.get(visit.id))
    view["deliveries"] = [_delivery(delivery) for delivery in await uow.deliveries.of_visit(visit.id)]
    conversation = await uow.conversations.of_visit(visit.id)
    view["messages"] = [_message(m) for m in await _messages(visit, conversation, alerts, uow)]
    return view | (await _place(conversation, uow) if conversation else {})


def _visit(visit: Visit) -> Json:
    return {
        "visit_id": visit.visit_id,
        "language": visit.language,
        "starts_at": _time(visit.starts_at),
        "time_zone": visit.time_zone,
        "booking": visit.status,
        "consent_texting": visit.consent_texting,
        "summary_version": visit.summary_version,
        **{name: _time(getattr(visit, name)) for name in _DATES},
    }


async def _place(conversation: Conversation, uow: UnitOfWork) -> Json:
    """Return where the patient is in the flow."""
    flow, session = await uow.conversations.flow(conversation.flow_version), conversation.session
    done, of = progress(flow, session)
    return {
        "conversation_id": str(conversation.id),
        "flow": session.flow,
        "flow_version": session.version,
        "stage": session.stage.value,
        "question": kind_of(flow, session).value,
        "question_id": session.question,
        "progress": {"done": done, "of": of},
    }


async def _messages(
    visit: Visit, conversation: Conversation | None, alerts: Sequence[Alert], uow: UnitOfWork
) -> list[Message]:
    """Return the conversation, and texts of this phone that have no conversation yet and may be about this visit."""
    of_phone = await uow.messages.of_number(visit.number_id)
    talk = await uow.messages.of_conversation(conversation.id) if conversation else []
    alarming = {alert.message_id for alert in alerts}
    clinics = {other.clinic_id for other in await uow.visits.of_number(visit.number_id)}
    unplaced = [m for m in of_phone if m.conversation_id is None and (len(clinics) == 1 or m.id in alarming)]
    return sorted([*talk, *unplaced], key=lambda message: message.id)


def _agenda(agenda: Agenda) -> Json:
    return {
        "items": [_item(item) for item in agenda.items],
        "answers": [_answer(answer) for answer in agenda.answers],
        "skipped": list(agenda.skipped),
        "commitments": [
            {"id": c.id, "who": c.who, "words": c.words, "quotes": _quotes(c.quotes), "withdrawn": c.withdrawn}
            for c in agenda.commitments
        ],
        "requests": [_request(request) for request in agenda.requests],
        "declined": agenda.declined,
        "changed_after_sending": agenda.changed_after_sending,
    }


def _item(item: Item) -> Json:
    labels = {name: plain(getattr(item, name)) for name in _LABELS}
    words = {"words": item.words, "quotes": _quotes(item.quotes), "earlier": _quotes(item.earlier)}
    return {"id": item.id, **words, **labels}


def _answer(answer: Answer) -> Json:
    said = {"words": answer.words, "quotes": _quotes(answer.quotes), "value": answer.value}
    return {"question": answer.question, "fills": answer.fills, **said}


def _request(request: StaffRequest) -> Json:
    return {"kind": request.kind, "words": request.words, "quotes": _quotes(request.quotes)}


def _quotes(quotes: Iterable[Quote]) -> list[Json]:
    return [plain(quote) for quote in quotes]


def _message(message: Message) -> Json:
    return {
        "id": message.id,
        "provider_id": message.provider_id,
        "direction": message.direction,
        "channel": message.channel,
        "purpose": message.purpose,
        "by": message.by,
        "language": message.language,
        "text": message.text,
        "media": message.media,
        "at": _time(message.at),
        "in_reply_to": list(message.in_reply_to),
        "status": message.status,
        "erased_at": _time(message.erased_at),
    }


def _alert(alert: Alert) -> Json:
    return {
        "id": str(alert.id),
        "tier": alert.tier,
        "class": alert.kind,
        "message_id": alert.message_id,
        "start": alert.start,
        "end": alert.end,
        "rule": alert.rule,
        "opinion": alert.opinion,
        "state": alert.state,
        "at": _time(alert.created_at),
        "pages": alert.pages,
        "acknowledged_at": _time(alert.acknowledged_at),
        "acknowledged_by": alert.acknowledged_by,
    }


def _task(task: Task) -> Json:
    return {
        "id": str(task.id),
        "kind": task.kind,
        "state": task.state,
        "message_id": task.message_id,
        "at": _time(task.created_at),
        "done_at": _time(task.done_at),
        "done_by": task.done_by,
    }


def _delivery(delivery: Delivery) -> Json:
    return {
        "id": str(delivery.id),
        "way": delivery.way,
        "version": delivery.version,
        "state": delivery.state,
        "receipt": delivery.receipt,
        "at": _time(delivery.at),
        "attempts": delivery.attempts,
        "last_error": delivery.last_error,
        "not_before": _time(delivery.not_before),
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
