"""Handing one text to the provider: never inside a transaction, never twice without looking, never after an opt-out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from bot.errors import DeliveryFailed
from bot.messaging.failures import OPTED_OUT, FailureKind, failure
from bot.messaging.retries import retry_delay
from bot.ports import Clock, Handed, MessageSender, UnitOfWork
from bot.records import Message, Number
from bot.services import consent
from bot.services.people import add_task

OpenUnit = Callable[[], UnitOfWork]


@dataclass(frozen=True)
class _Attempt:
    message: Message
    number: Number
    uncertain: bool  # an earlier attempt ended without an answer: look before sending again


async def send_message(message_id: int, sender: MessageSender, open_unit: OpenUnit, clock: Clock) -> timedelta | None:
    """Send one stored text; return how long to wait before the next attempt, None when there is nothing left to do."""
    attempt = await _begin(message_id, open_unit(), clock)
    if attempt is None:
        return None
    try:
        handed = await _hand_over(attempt, sender, open_unit)
    except DeliveryFailed as failed:
        return await _failed(attempt, failed, open_unit(), clock)
    await _handed_over(attempt, handed, open_unit(), clock)
    return None


async def _begin(message_id: int, uow: UnitOfWork, clock: Clock) -> _Attempt | None:
    """Mark the text as on its way; None when it has gone already or must not go."""
    async with uow:
        message = await uow.messages.lock(message_id)
        if message.status not in ("waiting", "on_its_way") or message.number_id is None:
            return None
        number = await uow.numbers.get(message.number_id)
        uncertain, allowed = message.status == "on_its_way", _allowed(message, number)
        status = "on_its_way" if allowed else "cancelled"
        await uow.messages.update(message_id, status=status, attempts=message.attempts + 1)
        await uow.commit()
    return _Attempt(message, number, uncertain) if allowed else None


def _allowed(message: Message, number: Number) -> bool:
    """After an opt-out only what was written before or together with it may still leave, and the answer to HELP.

    Carriers ask that HELP is answered to everybody; the provider that does so itself refuses ours.
    """
    return number.opted_out_at is None or message.at <= number.opted_out_at or message.purpose == "help"


async def _hand_over(attempt: _Attempt, sender: MessageSender, open_unit: OpenUnit) -> Handed:
    message, text = attempt.message, attempt.message.text or ""
    if attempt.uncertain:
        known = await sender.find(attempt.number.e164, text, since=message.at)
        if known is not None and not await _is_another_text(known.provider_id, open_unit()):
            return known
    return await sender.send(attempt.number.e164, text, reference=str(message.id))


async def _is_another_text(provider_id: str, uow: UnitOfWork) -> bool:
    """Whether the provider's text is one we know already: the same question may have been asked before."""
    async with uow:
        return await uow.messages.by_provider_id(provider_id) is not None


async def _handed_over(attempt: _Attempt, handed: Handed, uow: UnitOfWork, clock: Clock) -> None:
    async with uow:
        await uow.messages.update(
            attempt.message.id, status=handed.status, provider_id=handed.provider_id, handed_at=clock.now()
        )
        await uow.commit()


async def _failed(attempt: _Attempt, failed: DeliveryFailed, uow: UnitOfWork, clock: Clock) -> timedelta | None:
    wait = retry_delay(attempt.message.attempts + 1, retryable=failed.retryable, retry_after=failed.retry_after)
    async with uow:
        # An unknown outcome stays "on its way", so that the next attempt looks at the provider before it repeats.
        unknown = failed.outcome_unknown or (attempt.uncertain and failed.retryable)
        status = _status_after(unknown, wait is None)
        await uow.messages.update(attempt.message.id, status=status, status_code=failed.code)
        if wait is None:
            await text_lost(attempt.message, attempt.number, failure(failed.code), uow, clock)
        await uow.commit()
    return wait


def _status_after(unknown: bool, is_over: bool) -> str:
    if unknown:
        return "perhaps_sent" if is_over else "on_its_way"
    return "failed" if is_over else "waiting"


async def text_lost(message: Message, number: Number, kind: FailureKind, uow: UnitOfWork, clock: Clock) -> None:
    """Tell people what a refused text means; within a transaction of the caller's."""
    if kind.stops_texts:
        await uow.messages.cancel_waiting(number.id)
    if kind is OPTED_OUT and number.opted_out_at is not None:
        return  # the provider has confirmed the opt-out itself and refuses our own confirmation
    if kind is OPTED_OUT:
        await consent.revoke(number, uow, clock, how="provider", by="provider")
    elif kind.stops_texts:
        await uow.numbers.update(number.id, wrong_number=True)
    for visit_id in await _visits_of(message, number, uow):
        visit = await uow.visits.get(visit_id)
        await uow.visits.update(visit_id, failed_at=clock.now())
        await add_task(uow, visit, kind.staff_advice, clock.now(), message_id=message.id)


async def _visits_of(message: Message, number: Number, uow: UnitOfWork) -> list[UUID]:
    if message.conversation_id is not None:
        return [(await uow.conversations.get(message.conversation_id)).visit_id]
    return [visit.id for visit in await uow.visits.of_number(number.id) if visit.closed_at is None]
