"""Texts that no turn can answer: HELP, a number nobody knows, and a text that could be about several visits."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from bot.flow.step import Say
from bot.ports import Clock, UnitOfWork
from bot.records import Message, Task, Visit
from bot.services.outgoing import post
from bot.services.people import add_task
from bot.services.routing import Placed
from bot.services.wording import day, hour, variables, worded

_CRISIS_LASTS = timedelta(days=1)


async def help(message: Message, placed: Placed, uow: UnitOfWork, clock: Clock) -> None:
    """Answer HELP at once, to strangers as well; after a crisis it repeats the crisis text."""
    key = "crisis" if await _in_crisis(placed, uow, clock) else "help"
    await _reply(message, placed, key, uow, clock)


async def in_danger(message: Message, uow: UnitOfWork, clock: Clock, *, neutral: bool) -> None:
    """Say where help is to somebody no clinic knows, each time, and give a person the words and the number.

    neutral: the phone may be read by somebody the sender fears.
    """
    await _reply(message, Placed(None), "unknown_number" if neutral else "stranger_in_danger", uow, clock)
    for clinic in (await uow.clinics.all())[:1]:
        task = Task(uuid4(), clinic.id, None, message.id, "stranger_in_danger", "open", clock.now())
        await uow.tasks.add(task)


async def ask_or_decline(message: Message, placed: Placed, uow: UnitOfWork, clock: Clock) -> bool:
    """Ask which visit a text is about, or say that nobody reads it here. True when the message is settled."""
    if not placed.candidates:
        key = "no_visit_open" if placed.others else "unknown_number"
        if not await _answered_today(message, key, uow, clock):
            await _reply(message, placed, key, uow, clock)
        for visit in placed.others:
            await add_task(uow, visit, "wrote_without_visit", clock.now(), message_id=message.id)
        return True
    await _reply(message, placed, "which_visit", uow, clock)
    return False  # it waits, without a conversation, until the sender has said which


async def _reply(message: Message, placed: Placed, key: str, uow: UnitOfWork, clock: Clock) -> None:
    visit = next(iter((*placed.candidates, *placed.others)), None)
    clinic = await uow.clinics.get(visit.clinic_id) if visit else next(iter(await uow.clinics.all()), None)
    if clinic is None:
        return
    language = placed.conversation.language if placed.conversation else (visit.language if visit else "en")
    values = {"list": _numbered(placed.candidates, language)} if key == "which_visit" else {}
    await post(
        uow,
        text=worded([Say(key, values)], None, language, variables(clinic, visit, language), message.channel),
        purpose=key,
        channel=message.channel,
        language=language,
        at=clock.now(),
        number_id=message.number_id,
        conversation_id=message.conversation_id,
        in_reply_to=[message.id],
    )


async def _in_crisis(placed: Placed, uow: UnitOfWork, clock: Clock) -> bool:
    alerts = [alert for visit in (*placed.candidates, *placed.others) for alert in await uow.alerts.of_visit(visit.id)]
    return any(a.tier == "T1-C" and a.kind != "abuse" and clock.now() - a.created_at < _CRISIS_LASTS for a in alerts)


async def _answered_today(message: Message, key: str, uow: UnitOfWork, clock: Clock) -> bool:
    if message.number_id is None:
        return True
    return await uow.messages.told_since(message.number_id, key, clock.now() - timedelta(days=1))


def _numbered(visits: tuple[Visit, ...], language: str) -> str:
    """Name visits by day and hour only: a phone may be shared."""
    lines = [
        f"{n} {day(v.starts_at, v.time_zone, language)} {hour(v.starts_at, v.time_zone)}"
        for n, v in enumerate(visits, 1)
    ]
    return "\n".join(lines)
