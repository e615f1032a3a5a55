"""Getting a signed-off summary to the care team: fixed before it first leaves, tried until it arrives, never lost in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from bot.errors import DeliveryFailed
from bot.ports import Clock, UnitOfWork, Wayout, WaysOf
from bot.records import Delivery
from bot.services.delivery_outcomes import (
    CANCELLED,
    DELIVERED,
    FAILED,
    WAITING,
    Attempt,
    delivered,
    failed,
    tell_a_person,
)
from bot.services.summary import summary_of
from bot.services.summary_shape import Replaced, identifier_of

JOB = "deliver_summary"
# An attempt that has not reported back for so long is dead, and another process may try: longer than any way's time limit.
ATTEMPT_LASTS = timedelta(minutes=2)

OpenUnit = Callable[[], UnitOfWork]


async def prepare_deliveries(visit_id: UUID, uow: UnitOfWork, clock: Clock, not_before: datetime) -> int:
    """Fix the next version of the summary for every way out of the clinic and queue it, in the caller's transaction.

    not_before: until then it can be held back. Returns the version. What was waiting of earlier versions is given up.
    """
    visit, now = await uow.visits.lock(visit_id), clock.now()
    clinic = await uow.clinics.get(visit.clinic_id)
    version, before = visit.summary_version + 1, await uow.deliveries.of_visit(visit_id)
    for stale in before:
        if stale.state == WAITING:
            await uow.deliveries.update(stale.id, state=CANCELLED, last_error=f"Replaced by version {version}.")
    for way in clinic.settings.ways_out:
        summary = await summary_of(visit, uow, now, version=version, replaces=_replaced(way, before))
        await _queue(
            Delivery(uuid4(), visit_id, version, way, WAITING, summary.to_json(), None, 0, None, not_before, now), uow
        )
    await uow.visits.update(visit_id, summary_version=version)
    if not clinic.settings.ways_out:
        await tell_a_person(visit, uow, now)
    return version


def _replaced(way: str, before: list[Delivery]) -> Replaced | None:
    """Return the last version that this way may have taken over, with its receipt where there is one."""
    left = [delivery for delivery in before if delivery.way == way and delivery.attempts > 0]
    last = max(left, key=lambda delivery: delivery.version, default=None)
    return Replaced(identifier_of(last.visit_id, last.version), last.receipt) if last else None


async def _queue(delivery: Delivery, uow: UnitOfWork) -> None:
    await uow.deliveries.add(delivery)
    # Counted from now, not given as a time: our clock decides, and the job engine's may show another time.
    wait = (delivery.not_before - delivery.created_at).total_seconds()
    await uow.jobs.defer(
        JOB, lock=f"delivery:{delivery.id}", seconds=max(wait, 0) or None, delivery_id=str(delivery.id)
    )


async def hold_back(visit_id: UUID, uow: UnitOfWork, clock: Clock) -> bool:
    """Cancel the last version in the caller's transaction; False, and nothing is cancelled, when any of it may have left."""
    visit = await uow.visits.lock(visit_id)
    last = [d for d in await uow.deliveries.of_visit(visit_id) if d.version == visit.summary_version]
    for delivery in last:
        fresh = await uow.deliveries.lock(delivery.id)
        if fresh.state != CANCELLED and (fresh.attempts > 0 or fresh.not_before <= clock.now()):
            return False
    for delivery in last:
        await uow.deliveries.update(delivery.id, state=CANCELLED, last_error="Held back before it left.")
    return True


async def try_again(delivery_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Take up a failed delivery anew, in the caller's transaction, once its cause is mended."""
    delivery, now = await uow.deliveries.lock(delivery_id), clock.now()
    if delivery.state == FAILED:
        await uow.deliveries.update(delivery_id, state=WAITING, attempts=0, not_before=now)
        await uow.jobs.defer(JOB, lock=f"delivery:{delivery_id}", delivery_id=str(delivery_id))


async def send_anew(delivery_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """Send again, in the caller's transaction, what its receiver took and has lost since."""
    delivery, now = await uow.deliveries.lock(delivery_id), clock.now()
    if delivery.state == DELIVERED:
        await uow.deliveries.update(delivery_id, state=WAITING, attempts=0, not_before=now)
        await uow.jobs.defer(JOB, lock=f"delivery:{delivery_id}", delivery_id=str(delivery_id))


async def deliver(delivery_id: UUID, ways_of: WaysOf, open_unit: OpenUnit, clock: Clock) -> timedelta | None:
    """Try once; return how long to wait before the next try, None when there is nothing left to do."""
    begun = await _begin(delivery_id, open_unit(), clock)
    if not isinstance(begun, Attempt):
        return begun
    delivery = begun.delivery
    ways = await ways_of(begun.visit.clinic_id)
    way = ways.get(delivery.way)
    if way is None:
        return await _not_set_up(begun, ways, open_unit(), clock)
    try:
        identifier = identifier_of(delivery.visit_id, delivery.version)
        receipt = await way.deliver(delivery.payload or b"", identifier=identifier)
    except DeliveryFailed as refusal:
        return await failed(begun, refusal, open_unit(), clock)
    except Exception as error:  # a fault of ours must not stop the retries, nor hide
        ours = DeliveryFailed(f"{type(error).__name__} inside the way {delivery.way!r}.", retryable=True)
        return await failed(begun, ours, open_unit(), clock)
    await delivered(begun, receipt, open_unit(), clock)
    return None


async def _begin(delivery_id: UUID, uow: UnitOfWork, clock: Clock) -> Attempt | timedelta | None:
    """Claim the delivery for this attempt; a wait while it may not leave yet or another process is at it."""
    async with uow:
        delivery, now = await uow.deliveries.lock(delivery_id), clock.now()
        if delivery.state != WAITING:
            return None
        if delivery.not_before > now:
            return delivery.not_before - now
        changes = {"attempts": delivery.attempts + 1, "not_before": now + ATTEMPT_LASTS}
        await uow.deliveries.update(delivery_id, **changes)
        visit = await uow.visits.get(delivery.visit_id)
        same = [d for d in await uow.deliveries.of_visit(visit.id) if d.version == delivery.version]
        await uow.commit()
    return Attempt(delivery, visit, tuple(other for other in same if other.id != delivery.id))


async def _not_set_up(attempt: Attempt, ways: Mapping[str, Wayout], uow: UnitOfWork, clock: Clock) -> timedelta | None:
    """A way that the clinic lacks is left out when another takes the summary, and a failure when none does."""
    problem = f"The way {attempt.delivery.way!r} is not set up for this clinic."
    if not any(other.way in ways for other in attempt.others):
        return await failed(attempt, DeliveryFailed(problem, retryable=False), uow, clock)
    async with uow:
        await uow.deliveries.update(attempt.delivery.id, state=CANCELLED, last_error=problem)
        await uow.commit()
    return None
