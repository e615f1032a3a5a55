"""Taking a turn: what a patient sent is understood, decided and written down, and answered once, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from bot.agenda.events import Confirmed, Reopened
from bot.engine.turn import Turn
from bot.flow.advance import progress
from bot.flow.afterwards import at_time
from bot.flow.expect.words import points_at_a_picture
from bot.flow.line_edits import ERASE_TASK
from bot.flow.model import Facts, Stage
from bot.flow.moves import Aside, Keep, Repeat
from bot.flow.pending import OPT_OUT_TASK
from bot.flow.reply import Piece, Reply
from bot.flow.step import Say
from bot.ports import Clock, TakesTurns, UnitOfWork
from bot.records import Alert, Conversation, Message, Visit
from bot.safety import Tier
from bot.services import consent, second_opinions
from bot.services.erasing import erase_taken_back
from bot.services.links import new_link
from bot.services.outgoing import post
from bot.services.people import add_task
from bot.services.wording import variables, worded

# Whether a text means the same whatever stands beside it, such as SKIP: such a text is never joined to others.
IsCommand = Callable[[str], bool]
MOST_WAITS = 5
NEAR_ENOUGH = 0.3  # seconds: rather answer than queue again


async def wait_for_more(conversation_id: UUID, uow: UnitOfWork, burst_wait: float) -> float | None:
    """Return the seconds to wait because the patient may still be writing; None when it is time to answer.

    A person who sends four short texts gets one reply; nobody waits longer than MOST_WAITS times `burst_wait`.
    """
    async with uow:
        ages = await uow.messages.ages_of_waiting(conversation_id)
    if ages is None:
        return None
    oldest, newest = ages
    left = min(burst_wait - newest, burst_wait * MOST_WAITS - oldest)
    return left if left > NEAR_ENOUGH else None


async def take_turn(
    conversation_id: UUID, assistant: TakesTurns, is_command: IsCommand, uow: UnitOfWork, clock: Clock, address: str
) -> None:
    """Answer everything this conversation has waiting; nothing waiting is no error, so that repeating is harmless.

    address: of the web pages, for the link a patient may ask for.
    """
    async with uow:
        conversation = await uow.conversations.lock(conversation_id)
        waiting = await uow.messages.waiting(conversation_id)
        if not waiting:
            return
        visit = await uow.visits.lock(conversation.visit_id)
        turn = await open_turn(conversation, visit, uow, clock)
        tracker = conversation.tracker
        alerts = await _alarming(visit, uow)
        signs = {message_id: (some[0].tier, some[0].kind) for message_id, some in alerts.items()}
        for group in groups(waiting, signs, is_command):
            turn.read([Piece(m.id, m.text or "") for m in group])
            if group[0].id in alerts:
                signs[group[0].id] = await _weighed(turn, alerts[group[0].id], assistant, uow)
            tracker = await _take(turn, group, signs, assistant, conversation, tracker)
        for pieces, opinion in turn.opinions:
            await second_opinions.alarm(opinion, pieces, waiting, conversation, visit, uow, clock)
        if any(message.media for message in waiting) and turn.session.stage is not Stage.PAUSED:
            turn.say_first("picture")
        await _put_link(turn, conversation, uow, clock, address)
        await record_turn(turn, waiting, replace(conversation, tracker=tracker), visit, uow, clock)
        await uow.commit()


async def give_up_turn(conversation_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """When the assistant has failed: keep the words, tell a person, apologise. Needs no Rasa."""
    async with uow:
        conversation = await uow.conversations.lock(conversation_id)
        waiting = await uow.messages.waiting(conversation_id)
        if not waiting:
            return
        visit = await uow.visits.lock(conversation.visit_id)
        turn = await open_turn(conversation, visit, uow, clock)
        turn.read([Piece(m.id, m.text or "") for m in waiting])
        turn.play(Keep(Reply(turn.pieces, language=turn.language), tier=Tier.T2.value))
        turn.says, turn.session = [Say("apology", {})], replace(turn.session, pending=conversation.session.pending)
        turn.tasks.append("assistant_failed")
        await record_turn(turn, waiting, replace(conversation, failures=conversation.failures + 1), visit, uow, clock)
        await uow.commit()


async def open_turn(conversation: Conversation, visit: Visit, uow: UnitOfWork, clock: Clock) -> Turn:
    """Read what a turn works with."""
    return Turn(
        flow=await uow.conversations.flow(conversation.flow_version),
        session=replace(at_time(conversation.session, clock.now(), visit.starts_at), facts=facts_of(visit)),
        agenda=await uow.agendas.get(visit.id),
        language=conversation.language,
        now=clock.now(),
        known={"link": "", **variables(await uow.clinics.get(visit.clinic_id), visit, conversation.language)},
    )


def facts_of(visit: Visit) -> Facts:
    """Return what conditions of a flow may ask about a visit."""
    known, day = visit.details, visit.starts_at.astimezone(ZoneInfo(visit.time_zone)).date()
    if known is None:
        return Facts(starts_at=visit.starts_at)
    born = known.birth_date
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day)) if born else None
    return Facts(known.visit_type, age, visit.starts_at)


def groups(
    waiting: Sequence[Message], signs: dict[int, tuple[str, str]], is_command: IsCommand
) -> Iterable[list[Message]]:
    """Join texts that arrived together; a danger sign, a command, a picture or another author stands alone."""

    def kind(numbered: tuple[int, Message]) -> tuple[object, ...]:
        place, message = numbered
        alone = message.id in signs or not message.text or is_command(message.text)
        return (message.by, message.channel, place if alone else -1)

    for _, group in groupby(enumerate(waiting), key=kind):
        yield [message for _, message in group]


async def _take(
    turn: Turn,
    group: Sequence[Message],
    signs: dict[int, tuple[str, str]],
    assistant: TakesTurns,
    conversation: Conversation,
    tracker: bytes | None,
) -> bytes | None:
    reply, first = Reply(turn.pieces, language=turn.language), group[0]
    if first.id in signs:
        tier, kind = signs[first.id]
        turn.play(Keep(reply, tier, kind))
    elif not reply.text.strip() or (first.media and points_at_a_picture(reply.text)):
        turn.play(Aside(reply, "picture") if first.media else Repeat(reply))
    else:
        tracker = await assistant.take(turn, str(conversation.id), tracker)
    if any(message.media for message in group):
        turn.tasks.append("picture_sent")
    return tracker


async def record_turn(
    turn: Turn, handled: Sequence[Message], conversation: Conversation, visit: Visit, uow: UnitOfWork, clock: Clock
) -> None:
    """Write down what the turn came to, and queue its one reply."""
    last = handled[-1]
    await uow.agendas.append(visit.id, turn.events, at=turn.now, by=last.by)
    await uow.messages.mark_processed([message.id for message in handled], turn.now)
    after = replace(conversation, session=turn.session, language=turn.language, channel=last.channel)
    await uow.conversations.save(after, turn.now, progress=progress(turn.flow, turn.session))
    await uow.visits.update(visit.id, **_milestones(turn, visit))
    if ERASE_TASK in turn.tasks:
        await erase_taken_back(turn, visit, after.id, last.by, uow)
    for kind in dict.fromkeys(turn.tasks):
        await _follow_up(kind, after, visit, last, uow, clock)
    await _reply(turn, handled, after, uow)


def _milestones(turn: Turn, visit: Visit) -> dict[str, Any]:
    changes: dict[str, Any] = {"language": turn.language}
    if visit.started_at is None:
        changes["started_at"] = turn.now
    for event in turn.events:
        if isinstance(event, Confirmed):
            changes["confirmed_at"] = turn.now
        elif isinstance(event, Reopened):
            changes["confirmed_at"] = None
    return changes


async def _follow_up(
    kind: str, conversation: Conversation, visit: Visit, last: Message, uow: UnitOfWork, clock: Clock
) -> None:
    number = await uow.numbers.get(conversation.number_id)
    if kind == OPT_OUT_TASK:
        await uow.messages.cancel_waiting(number.id)
        await consent.revoke(number, uow, clock, how="asked, and said yes", by=last.by)
        return
    if kind == "wrong_number":
        await uow.numbers.update(number.id, wrong_number=True)
    await add_task(uow, visit, kind, clock.now(), message_id=last.id)


async def _must_not_text(turn: Turn, channel: str, conversation: Conversation, uow: UnitOfWork) -> bool:
    """After an opt-out only the confirmation goes by text, which the turn that asked "stop these texts?" writes itself."""
    number = await uow.numbers.get(conversation.number_id)
    return channel == "sms" and number.opted_out_at is not None and OPT_OUT_TASK not in turn.tasks


async def _put_link(turn: Turn, conversation: Conversation, uow: UnitOfWork, clock: Clock, address: str) -> None:
    """Make a link to the web chat where the turn says one; it is kept as a hash, so it cannot be looked up later."""
    if any(say.key == "link" for say in turn.says):
        token = await new_link(conversation.id, uow, clock)
        turn.known = {**turn.known, "link": f"{address}/chat/{token}"}


async def _reply(turn: Turn, handled: Sequence[Message], conversation: Conversation, uow: UnitOfWork) -> None:
    text = worded(turn.says, turn.flow, turn.language, turn.known, handled[-1].channel)
    if not text or await _must_not_text(turn, handled[-1].channel, conversation, uow):
        return
    await post(
        uow,
        text=text,
        purpose="opted_out" if OPT_OUT_TASK in turn.tasks else "reply",
        channel=handled[-1].channel,
        language=turn.language,
        at=turn.now,
        number_id=conversation.number_id,
        conversation_id=conversation.id,
        in_reply_to=[message.id for message in handled],
    )


async def _weighed(turn: Turn, alerts: Sequence[Alert], assistant: TakesTurns, uow: UnitOfWork) -> tuple[str, str]:
    """Hear the second opinion on a text that the rules found alarming; return tier and kind, which it may raise."""
    opinion = await assistant.opinion("\n".join(piece.text for piece in turn.pieces))
    if await second_opinions.weigh(opinion, alerts, uow):
        turn.opinions.append((turn.pieces, opinion))
        return opinion.tier.value, opinion.kind
    return alerts[0].tier, alerts[0].kind


async def _alarming(visit: Visit, uow: UnitOfWork) -> dict[int, list[Alert]]:
    """Return the alarming alerts of each message that raised one, the worst first."""
    order = (Tier.CRISIS, Tier.T1, Tier.T2)
    alarming = [alert for alert in await uow.alerts.of_visit(visit.id) if Tier(alert.tier) in order]
    by_message: dict[int, list[Alert]] = {}
    for alert in sorted(alarming, key=lambda alert: order.index(Tier(alert.tier))):
        by_message.setdefault(alert.message_id, []).append(alert)
    return by_message
