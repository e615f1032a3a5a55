"""Danger signs: the fixed text to the patient and the alert to the clinic, written with the message itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from bot.flow.step import Say
from bot.ports import Clock, UnitOfWork
from bot.records import Alert, Clinic, Message, Number, Visit
from bot.safety import Notice, Tier, scan, worst
from bot.safety.added import scan_added
from bot.safety.breaking_off import breaks_off
from bot.safety.model import WORST_FIRST
from bot.services import strangers
from bot.services.outgoing import post
from bot.services.routing import Placed
from bot.services.wording import variables, worded

# One sentence may come in several texts, some of them after a turn has taken the first. The number bounds the work: a
# phone that sends without end must not make each text dearer than the one before.
_SPLIT_OVER, _SPLIT_IN = timedelta(minutes=3), 8
_ANSWERED = timedelta(seconds=45)  # so long the rest of a text that broke off may come after a turn has taken it
Scan = Callable[[str], tuple[Notice, ...]]
_TEXT = {Tier.T1: "emergency", Tier.CRISIS: "crisis", Tier.T2: "same_day"}


async def look(message: Message, placed: Placed, number: Number, uow: UnitOfWork, clock: Clock) -> bool:
    """Scan one message, alone and together with what came just before it; True when it alarms."""
    concerned = _concerned(placed)
    read = _reader([await uow.clinics.get(clinic_id) for clinic_id in {visit.clinic_id for visit in concerned}])
    notices = sorted(await _notices(message, read, uow), key=_abuse_first)
    for visit in concerned:
        for place, notice in enumerate(notices):
            # One alert a message is paged and acknowledged; whatever else the text says stands beside it.
            await _raise(notice, visit, message, uow, clock, alarms=notice.tier.alarms and place == 0)
    alarms = worst(notices).alarms
    if alarms and not number.quiet:
        await _answer(notices[0], message, placed, number, uow, clock)
    return alarms


async def alarm(
    notice: Notice,
    message: Message,
    placed: Placed,
    number: Number,
    uow: UnitOfWork,
    clock: Clock,
    *,
    opinion: str,
) -> None:
    """Raise an alert for a message that a turn found alarming, and answer it."""
    for visit in _concerned(placed):
        await _raise(notice, visit, message, uow, clock, alarms=True, opinion=opinion)
    if not number.quiet:
        await _answer(notice, message, placed, number, uow, clock)


def _abuse_first(notice: Notice) -> tuple[bool, bool]:
    """Where abuse and something else come together, what may be read by the person feared decides the answer."""
    abuse = notice.kind == "abuse" and notice.tier.alarms
    return not abuse, abuse and notice.tier is not Tier.T1


def _concerned(placed: Placed) -> tuple[Visit, ...]:
    """A sign in a text that may be about several visits is shown at each of them: nobody guesses."""
    if placed.conversation is None:
        return placed.candidates or placed.others
    return tuple(visit for visit in placed.candidates if visit.id == placed.conversation.visit_id)


def _reader(clinics: Sequence[Clinic]) -> Scan:
    """Return what looks for the danger signs of the base list, and for those that these clinics added."""
    own = "\n".join(clinic.settings.danger_phrases for clinic in clinics)
    return lambda text: tuple(
        sorted((*scan(text), *scan_added(text, own)), key=lambda one: WORST_FIRST.index(one.tier))
    )


async def _notices(message: Message, scan: Scan, uow: UnitOfWork) -> tuple[Notice, ...]:
    alone = scan(message.text or "")
    if worst(alone).alarms:
        return alone
    before = await uow.messages.just_before(message, message.at - _SPLIT_OVER, _SPLIT_IN)
    recent = [m.text or "" for m in before if _may_go_on(m, message)]
    offset = sum(len(text) + 1 for text in recent)
    joined = scan("\n".join([*recent, message.text or ""])) if recent else ()
    reaching = [n for n in joined if n.end > offset and n.tier.alarms]
    return (*(replace(n, start=max(0, n.start - offset), end=n.end - offset) for n in reaching), *alone)


def _may_go_on(earlier: Message, message: Message) -> bool:
    """Whether a text may be the end of an earlier one: nobody has answered that yet, or it broke off."""
    waits = earlier.processed_at is None
    return waits or (message.at - earlier.at < _ANSWERED and breaks_off(earlier.text or ""))


async def _raise(
    notice: Notice,
    visit: Visit,
    message: Message,
    uow: UnitOfWork,
    clock: Clock,
    *,
    alarms: bool,
    opinion: str | None = None,
) -> None:
    now = clock.now()
    alert = Alert(
        id=uuid4(),
        visit_id=visit.id,
        clinic_id=visit.clinic_id,
        message_id=message.id,
        tier=notice.tier.value,
        kind=notice.kind,
        rule=notice.rule,
        start=notice.start,
        end=notice.end,
        state="open" if alarms else "noted",
        pages=0,
        created_at=now,
        next_page_at=now if alarms else None,
        opinion=opinion,
    )
    await uow.alerts.add(alert)
    if alarms:
        await uow.jobs.defer("page_alert", alert_id=str(alert.id))


async def _answer(
    notice: Notice, message: Message, placed: Placed, number: Number, uow: UnitOfWork, clock: Clock
) -> None:
    if number.opted_out_at is not None and message.channel == "sms":
        return  # after an opt-out no text may go: the alert makes a person phone
    concerned = _concerned(placed)
    if not concerned:
        await strangers.in_danger(message, uow, clock, neutral=notice.kind == "abuse")
        return
    visit = concerned[0]
    language = placed.conversation.language if placed.conversation else visit.language
    clinic = await uow.clinics.get(visit.clinic_id)
    known = variables(clinic, visit, language)
    await post(
        uow,
        text=worded(said_at_once(notice), None, language, known, message.channel),
        purpose="abuse" if notice.kind == "abuse" else _TEXT[notice.tier],
        channel=message.channel,
        language=language,
        at=clock.now(),
        number_id=number.id,
        conversation_id=message.conversation_id,
        in_reply_to=[message.id],
    )
    if notice.kind == "abuse":
        # The phone may be in the hands of the person who is feared: nothing more until a person decides.
        await uow.numbers.update(number.id, quiet=True)


def said_at_once(notice: Notice) -> list[Say]:
    """Return the fixed text for a danger sign."""
    if notice.kind == "abuse" and notice.tier is not Tier.T1:
        return [Say("abuse", {})]
    if notice.kind == "overdose":
        return [Say("poison_help", {})]
    return [Say(_TEXT[notice.tier], {})]  # how to go on is said by the turn, which knows whether anything is open
