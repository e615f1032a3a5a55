"""What a coordinator does with a visit before the summary leaves; every change is noted in the audit."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

from bot.agenda.events import CommitmentMade, CommitmentWithdrawn, TopicAdded, TopicWithdrawn
from bot.agenda.model import Commitment, Source
from bot.errors import PrevisitError
from bot.flow.advance import progress
from bot.flow.model import Stage
from bot.flow.moves import GoOn
from bot.ports import Clock, UnitOfWork
from bot.records import Alert, Conversation, Visit
from bot.services import consent
from bot.services.outgoing import post
from bot.services.turns import open_turn
from bot.services.wording import worded

LONGEST_TEXT = 300  # characters of a topic or a commitment
OPT_OUT_CHANNELS = ("phone", "in_person", "voicemail", "mail", "letter", "portal", "other")


class TextRefused(PrevisitError):
    """A topic or commitment is empty or too long."""


class NotOnTheList(PrevisitError):
    """A topic, commitment or task is not there to be changed."""


class NothingToResume(PrevisitError):
    """The conversation is not paused."""


class NotSafeToText(PrevisitError):
    """No text may go to this number until a person has decided that it may."""


async def add_topic(visit_id: UUID, text: str, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Put a topic of the team's own beside the patient's."""
    said = _said(text)
    async with uow:
        await uow.visits.lock(visit_id)
        agenda = await uow.agendas.get(visit_id)
        if any(item.topic == said for item in agenda.topics):
            return  # the form was sent twice
        item_id = agenda.next_item_id
        await uow.agendas.append(visit_id, [TopicAdded(item_id, said)], at=clock.now(), by=by)
        await _noted(visit_id, "topic.add", by, uow, clock)


async def withdraw_topic(visit_id: UUID, item_id: int, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Take a topic of the team's own off the list; a patient's item is never taken off here."""
    async with uow:
        await uow.visits.lock(visit_id)
        item = (await uow.agendas.get(visit_id)).item(item_id)
        if item is None or item.source is not Source.TEAM or not item.active:
            raise NotOnTheList("This topic is not on the list any more.")
        await uow.agendas.append(visit_id, [TopicWithdrawn(item_id)], at=clock.now(), by=by)
        await _noted(visit_id, "topic.withdraw", by, uow, clock)


async def add_commitment(visit_id: UUID, text: str, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Write down what the team will do."""
    said = _said(text)
    async with uow:
        await uow.visits.lock(visit_id)
        agenda = await uow.agendas.get(visit_id)
        if any(c.text == said and c.who == "team" and not c.withdrawn for c in agenda.commitments):
            return  # the form was sent twice
        made = Commitment(agenda.next_commitment_id, "team", text=said)
        await uow.agendas.append(visit_id, [CommitmentMade(made)], at=clock.now(), by=by)
        await _noted(visit_id, "commitment.add", by, uow, clock)


async def withdraw_commitment(visit_id: UUID, commitment_id: int, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    async with uow:
        await uow.visits.lock(visit_id)
        known = (await uow.agendas.get(visit_id)).commitments
        if not any(c.id == commitment_id and c.who == "team" and not c.withdrawn for c in known):
            raise NotOnTheList("This promise is not on the list any more.")
        await uow.agendas.append(visit_id, [CommitmentWithdrawn(commitment_id)], at=clock.now(), by=by)
        await _noted(visit_id, "commitment.withdraw", by, uow, clock)


async def acknowledge_alert(alert_id: UUID, *, by: str, uow: UnitOfWork, clock: Clock) -> Alert:
    """Say that a person has seen an alert, which ends its paging; the first who said so stays on record."""
    async with uow:
        alert = await uow.alerts.lock(alert_id)
        if alert.state == "open":
            now = clock.now()
            await uow.alerts.update(
                alert_id, state="acknowledged", acknowledged_at=now, acknowledged_by=by, next_page_at=None
            )
            await uow.audit.note(by, "alert.acknowledge", f"alert:{alert_id}", now)
            await uow.commit()
    return alert


async def finish_task(task_id: UUID, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    async with uow:
        task = await uow.tasks.lock(task_id)
        if task.state == "open":
            await uow.tasks.finish(task_id, by, clock.now())
            await uow.audit.note(by, "task.finish", f"task:{task_id}", clock.now())
            await uow.commit()


async def record_opt_out(visit_id: UUID, *, channel: str, on: date, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Honour an opt-out that came another way than by text: no text leaves for this number any more."""
    if channel not in OPT_OUT_CHANNELS:
        raise TextRefused(f"Say how the patient told us: {', '.join(OPT_OUT_CHANNELS)}.")
    if on > clock.now().date():
        raise TextRefused("The day the patient told us cannot lie in the future.")
    async with uow:
        visit = await uow.visits.lock(visit_id)
        number = await uow.numbers.get(visit.number_id)
        await uow.messages.cancel_waiting(number.id)
        await consent.revoke(number, uow, clock, how=f"{channel}, {on.isoformat()}", by=by)
        await _noted(visit_id, "consent.opt_out", by, uow, clock)


async def resume_conversation(visit_id: UUID, *, safe_to_text: bool, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Let a conversation that a danger sign paused go on at its question; only a person or the patient can.

    safe_to_text: the coordinator has made sure that texts to this number harm nobody.
    """
    async with uow:
        conversation = await uow.conversations.of_visit(visit_id)
        if conversation is None:
            raise NothingToResume("There is no conversation to go on with.")
        conversation = await uow.conversations.lock(conversation.id)
        visit = await uow.visits.lock(visit_id)
        if conversation.session.stage is not Stage.PAUSED:
            raise NothingToResume("The conversation is not paused.")
        await _may_text(visit, safe_to_text, uow)
        await _go_on(conversation, visit, by, uow, clock)
        await _noted(visit_id, "conversation.resume", by, uow, clock)


async def _may_text(visit: Visit, safe: bool, uow: UnitOfWork) -> None:
    number = await uow.numbers.get(visit.number_id)
    if number.quiet and not safe:
        raise NotSafeToText(
            "The phone may be read by the person the patient fears. Make sure that a text is safe, tick the box, "
            "and try again; otherwise phone the patient when they can talk."
        )
    await uow.numbers.update(number.id, quiet=False)


async def _go_on(conversation: Conversation, visit: Visit, by: str, uow: UnitOfWork, clock: Clock) -> None:
    turn = await open_turn(conversation, visit, uow, clock)
    turn.play(GoOn())
    await uow.agendas.append(visit.id, turn.events, at=turn.now, by=by)
    after = replace(conversation, session=turn.session)
    await uow.conversations.save(after, turn.now, progress=progress(turn.flow, turn.session))
    number = await uow.numbers.get(visit.number_id)
    text = worded(turn.says, turn.flow, turn.language, turn.known)
    if text and not (conversation.channel == "sms" and number.opted_out_at is not None):
        await post(
            uow,
            text=text,
            purpose="resumed",
            channel=conversation.channel,
            language=turn.language,
            at=turn.now,
            number_id=conversation.number_id,
            conversation_id=conversation.id,
            by=by,
        )


async def _noted(visit_id: UUID, action: str, by: str, uow: UnitOfWork, clock: Clock) -> None:
    await uow.audit.note(by, action, f"visit:{visit_id}", clock.now())
    await uow.commit()


def _said(text: str) -> str:
    """Return a text of staff's own without control characters, on one line."""
    said = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", " ", text).split())
    if not said:
        raise TextRefused("Write what it is about.")
    if len(said) > LONGEST_TEXT:
        raise TextRefused(f"Keep it within {LONGEST_TEXT} characters; this has {len(said)}.")
    return said
