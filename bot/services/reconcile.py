"""Proving that nothing is missing: what patients texted and nobody told us of, and what was signed off and did not arrive.

Whatever can be repaired is: a text is taken in now, a summary that its receiver has lost is sent again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bot.errors import DeliveryFailed
from bot.ports import Clock, Inbox, UnitOfWork, Wayout, WaysOf
from bot.records import Delivery, Visit
from bot.services.delivery import OpenUnit, send_anew
from bot.services.delivery_outcomes import CANCELLED, DELIVERED, FAILED, WAITING
from bot.services.receive import Inbound, receive_message
from bot.services.summary_shape import identifier_of

LISTED_FOR = timedelta(hours=24)
LOOKED_BACK = timedelta(days=30)  # visits that began earlier are not asked about any more


@dataclass(frozen=True)
class Texts:
    """listed: what the provider has of a day; taken_in: those that nobody had told us of."""

    listed: int
    taken_in: int


@dataclass(frozen=True)
class Summary:
    """What became of a version by one way: found, not_asked, sent_again, on_its_way, or needs_a_person."""

    visit_id: str  # the clinic's
    version: int
    way: str
    outcome: str
    why: str = ""


OUTCOMES = ("found", "not_asked", "on_its_way", "sent_again", "needs_a_person")


async def take_in_missed(inbox: Inbox, open_unit: OpenUnit, clock: Clock, *, burst_wait: float) -> Texts:
    """Take in every text of the last day that is not stored; those from before the first clinic are nobody's.

    Raises DeliveryFailed when the provider cannot be asked.
    """
    now = clock.now()
    async with open_unit() as uow:
        first = await uow.clinics.first_at()
    if first is None:
        return Texts(0, 0)
    listed = await inbox.received(since=max(first, now - LISTED_FOR))
    missed = [text for text in listed if not await _is_known(text.provider_id, open_unit())]
    taken_in = 0
    for text in missed:
        inbound = Inbound(text.provider_id, "sms", text.text, media=text.media, number=text.number)
        received = await receive_message(inbound, open_unit(), clock, burst_wait=burst_wait)
        taken_in += received.message_id is not None
    return Texts(len(listed), taken_in)


async def _is_known(provider_id: str, uow: UnitOfWork) -> bool:
    async with uow:
        return await uow.messages.by_provider_id(provider_id) is not None


async def check_summaries(ways_of: WaysOf, open_unit: OpenUnit, clock: Clock) -> list[Summary]:
    """Compare what was signed off with what each receiver holds, visit by visit; send again what one has lost."""
    async with open_unit() as uow:
        ids = await uow.visits.all_ids()
    found: list[Summary] = []
    for visit_id in ids:
        found += await _of_visit(visit_id, ways_of, open_unit, clock)
    return found


async def _of_visit(visit_id: UUID, ways_of: WaysOf, open_unit: OpenUnit, clock: Clock) -> list[Summary]:
    async with open_unit() as uow:
        visit = await uow.visits.get(visit_id)
        latest = [one for one in await uow.deliveries.of_visit(visit_id) if one.version == visit.summary_version]
    if not visit.summary_version or visit.starts_at < clock.now() - LOOKED_BACK:
        return []
    sent = [one for one in latest if one.state != CANCELLED]
    if not sent:
        return [] if _held_back(latest) else [_told(visit, "-", "needs_a_person", "No way out has it.")]
    ways = await ways_of(visit.clinic_id)
    return [await _of_delivery(one, visit, ways, open_unit, clock) for one in sent]


def _held_back(latest: Iterable[Delivery]) -> bool:
    """Whether the coordinator took it back before it left."""
    return any(one.state == CANCELLED and one.attempts == 0 for one in latest)


async def _of_delivery(
    delivery: Delivery, visit: Visit, ways: Mapping[str, Wayout], open_unit: OpenUnit, clock: Clock
) -> Summary:
    if delivery.state == WAITING:
        return _told(visit, delivery.way, "on_its_way")
    if delivery.state == FAILED:
        return _told(visit, delivery.way, "needs_a_person", delivery.last_error or "")
    if delivery.state != DELIVERED or delivery.way not in ways:
        return _told(visit, delivery.way, "not_asked")
    try:
        held = await ways[delivery.way].holds(
            identifier_of(delivery.visit_id, delivery.version), delivery.receipt or ""
        )
    except DeliveryFailed as failed:
        return _told(visit, delivery.way, "not_asked", str(failed))
    if held is None:
        return _told(visit, delivery.way, "not_asked")
    if held:
        return _told(visit, delivery.way, "found")
    async with open_unit() as uow:
        await send_anew(delivery.id, uow, clock)
        await uow.commit()
    return _told(visit, delivery.way, "sent_again", "The receiver did not have it any more.")


def _told(visit: Visit, way: str, outcome: str, why: str = "") -> Summary:
    return Summary(visit.visit_id, visit.summary_version, way, outcome, why)


def certificate(texts: Texts | None, summaries: Iterable[Summary], now: datetime) -> list[str]:
    """Return it as lines to print: counts first, then what a person must look at."""
    told = list(summaries)
    counts = ", ".join(
        f"{sum(one.outcome == outcome for one in told)} {outcome.replace('_', ' ')}" for outcome in OUTCOMES
    )
    lines = [f"Reconciled at {now:%Y-%m-%d %H:%M} UTC."]
    if texts is not None:
        lines.append(
            f"Texts of the last day: {texts.listed} at the provider, {texts.taken_in} of them taken in just now."
        )
    lines.append(f"Summaries: {counts}.")
    to_see = [one for one in told if one.outcome in ("sent_again", "needs_a_person") or one.why]
    return lines + [
        f"{one.visit_id} version {one.version} by {one.way}: {one.outcome.replace('_', ' ')}. {one.why}".rstrip()
        for one in to_see
    ]
