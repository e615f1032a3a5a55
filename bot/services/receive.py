"""Taking in a message: stored once, opt-out and danger signs looked at, a turn queued, all in one transaction and without Rasa."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from bot.ports import Clock, UnitOfWork
from bot.records import Conversation, Message, Number
from bot.safety import Keyword, OptOut, keyword, opt_out
from bot.services import consent, strangers, vigilance
from bot.services.routing import Placed, adopt_held, place

TURN = "take_turn"


@dataclass(frozen=True)
class Inbound:
    """A message as it arrived. `number` for texts; `conversation_id` where the channel has already told whose it is."""

    provider_id: str
    channel: str
    text: str
    media: int = 0
    number: str | None = None
    conversation_id: UUID | None = None
    by: str = "patient"
    provider_answers_opt_out: bool = False


@dataclass(frozen=True)
class Received:
    """message_id is None when the message had been stored before."""

    message_id: int | None
    conversation_id: UUID | None


async def receive_message(inbound: Inbound, uow: UnitOfWork, clock: Clock, *, burst_wait: float) -> Received:
    """Store a message and whatever must follow from it at once; repeating it changes nothing."""
    async with uow:
        received = await _receive(inbound, uow, clock, burst_wait)
        await uow.commit()
    return received


async def _receive(inbound: Inbound, uow: UnitOfWork, clock: Clock, burst_wait: float) -> Received:
    number = await _number(inbound, uow, clock)
    await uow.numbers.lock(number.id)
    placed = await _place(inbound, number, uow, clock)
    conversation = placed.conversation
    message = _message(inbound, number, conversation, clock)
    message_id = await uow.messages.add_inbound(message)
    if message_id is None:
        return Received(None, conversation.id if conversation else None)
    stored = replace(message, id=message_id)
    crisis = await vigilance.look(stored, placed, number, uow, clock)
    if await _is_settled(stored, inbound, placed, number, crisis, uow, clock):
        await uow.messages.mark_processed([message_id], clock.now())
    if conversation is not None:
        await _queue_turn(conversation, inbound.channel, burst_wait, uow)
    return Received(message_id, conversation.id if conversation else None)


async def _number(inbound: Inbound, uow: UnitOfWork, clock: Clock) -> Number:
    if inbound.conversation_id is None:
        assert inbound.number is not None  # noqa: S101 - a text always has a sender
        return await uow.numbers.find_or_add(inbound.number, clock.now())
    return await uow.numbers.get((await uow.conversations.get(inbound.conversation_id)).number_id)


async def _place(inbound: Inbound, number: Number, uow: UnitOfWork, clock: Clock) -> Placed:
    if inbound.conversation_id is not None:
        conversation = await uow.conversations.get(inbound.conversation_id)
        return Placed(conversation, (await uow.visits.get(conversation.visit_id),))
    return await place(number, inbound.text, uow, clock.now())


def _message(inbound: Inbound, number: Number, conversation: Conversation | None, clock: Clock) -> Message:
    return Message(
        id=0,
        conversation_id=conversation.id if conversation else None,
        number_id=number.id,
        provider_id=inbound.provider_id,
        direction="in",
        channel=inbound.channel,
        purpose="answer",
        text=inbound.text,
        media=inbound.media,
        at=clock.now(),
        by=inbound.by,
        language=conversation.language if conversation else None,
    )


async def _is_settled(
    message: Message,
    inbound: Inbound,
    placed: Placed,
    number: Number,
    crisis: bool,
    uow: UnitOfWork,
    clock: Clock,
) -> bool:
    """Do what needs no assistant; True when nothing is left of this message for a turn."""
    text = message.text or ""
    if opt_out(text) in (OptOut.EXACT, OptOut.NATURAL):
        # Where abuse was told, the one feared may read this phone: no confirmation either.
        silent = inbound.provider_answers_opt_out or (await uow.numbers.get(number.id)).quiet
        await consent.opt_out(message, placed, number, uow, clock, silent=silent)
        return not crisis  # words beside the opt-out that raised an alert stay on the agenda
    if keyword(text) is Keyword.HELP:
        await strangers.help(message, placed, uow, clock)
        return True
    if number.opted_out_at is not None and message.channel == "sms":
        return await consent.wrote_after_opt_out(message, placed, number, uow, clock)
    if placed.chosen_now and placed.conversation is not None:
        await adopt_held(number.id, placed.conversation.id, uow)
        return True
    if placed.conversation is None and crisis:
        return (
            not placed.candidates
        )  # nothing is asked after a danger sign; which visit it is about waits for the next text
    if placed.conversation is None:
        return await strangers.ask_or_decline(message, placed, uow, clock)
    return False


async def _queue_turn(conversation: Conversation, channel: str, burst_wait: float, uow: UnitOfWork) -> None:
    wait = burst_wait if channel == "sms" else 0
    await uow.jobs.defer(
        TURN, lock=f"conversation:{conversation.id}", seconds=wait or None, conversation_id=str(conversation.id)
    )
