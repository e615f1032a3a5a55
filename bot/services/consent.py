"""Leaving and coming back: an opt-out holds for every conversation of the number, and the ledger keeps how it was said."""

from __future__ import annotations

from bot.flow.step import Say
from bot.ports import Clock, UnitOfWork
from bot.records import Message, Number
from bot.safety import Keyword, keyword
from bot.services.outgoing import SAFETY_PURPOSES, post
from bot.services.people import add_task
from bot.services.routing import Placed
from bot.services.wording import variables, worded


async def opt_out(
    message: Message, placed: Placed, number: Number, uow: UnitOfWork, clock: Clock, *, silent: bool = False
) -> None:
    """Stop every text to this number; one confirmation unless the provider sends it or it was sent before.

    "STOP, I want to die": the text that says where help is leaves all the same.
    """
    await uow.messages.cancel_waiting(number.id, but=SAFETY_PURPOSES)
    if number.opted_out_at is None:
        await _tell(message, placed, number, "opted_out", uow, clock) if not silent else None
        await revoke(number, uow, clock, how="texted", by=message.by)
    await uow.messages.update(message.id, purpose="opt_out")


async def revoke(number: Number, uow: UnitOfWork, clock: Clock, *, how: str, by: str) -> None:
    """Record that this number wants no more texts; `how`: texted, provider, phone, mail, in person, …"""
    now = clock.now()
    await uow.numbers.update(number.id, opted_out_at=now)
    await uow.numbers.record_consent(number.id, "opt_out", how, by, now)


async def wrote_after_opt_out(message: Message, placed: Placed, number: Number, uow: UnitOfWork, clock: Clock) -> bool:
    """START opens the conversation again; anything else is kept for a person to read. True when no turn is needed."""
    if keyword(message.text or "") is Keyword.START:
        await uow.numbers.update(number.id, opted_out_at=None)
        await uow.numbers.record_consent(number.id, "opt_in", "texted", message.by, clock.now())
        return False
    for visit in placed.candidates:
        await add_task(uow, visit, "wrote_after_opt_out", clock.now(), message_id=message.id)
    return False  # the turn keeps the words; its reply is not sent


async def _tell(message: Message, placed: Placed, number: Number, key: str, uow: UnitOfWork, clock: Clock) -> None:
    if not placed.candidates:
        return
    visit = placed.candidates[0]
    language = placed.conversation.language if placed.conversation else visit.language
    known = variables(await uow.clinics.get(visit.clinic_id), visit, language)
    await post(
        uow,
        text=worded([Say(key, {})], None, language, known, message.channel),
        purpose=key,
        channel=message.channel,
        language=language,
        at=clock.now(),
        number_id=number.id,
        conversation_id=message.conversation_id,
        in_reply_to=[message.id],
    )
