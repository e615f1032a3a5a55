"""What follows when a summary arrived, and when it did not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.agenda.events import SummarySent
from bot.delivery_times import needs_a_person, next_attempt
from bot.errors import DeliveryFailed
from bot.ports import Clock, UnitOfWork
from bot.records import Delivery, Visit
from bot.services.people import add_task

WAITING, DELIVERED, FAILED, CANCELLED = STATES = ("waiting", "delivered", "failed", "cancelled")
TASK = "delivery_failed"
AUTHOR = "system"
_LONGEST_ERROR = 500


@dataclass(frozen=True)
class Attempt:
    delivery: Delivery  # as it was before this attempt
    visit: Visit
    others: tuple[Delivery, ...]  # the same version by other ways


async def delivered(attempt: Attempt, receipt: str, uow: UnitOfWork, clock: Clock) -> None:
    async with uow:
        visit, now = await uow.visits.lock(attempt.visit.id), clock.now()
        delivery = await uow.deliveries.lock(attempt.delivery.id)
        await uow.deliveries.update(delivery.id, state=DELIVERED, receipt=receipt, at=now, last_error=None)
        agenda = await uow.agendas.get(visit.id)
        changes: dict[str, Any] = {}
        if delivery.version > (agenda.sent_version or 0):
            await uow.agendas.append(visit.id, [SummarySent(delivery.version)], at=now, by=AUTHOR)
            changes = {"sent_at": now, "read_at": None}
        if await _nothing_failed(visit, uow):
            changes["failed_at"] = None
            await _finish_task(visit, uow, now)
        await uow.visits.update(visit.id, **changes)
        await uow.commit()


async def _nothing_failed(visit: Visit, uow: UnitOfWork) -> bool:
    """Whether every way has the latest summary or is still on its way."""
    latest = [d for d in await uow.deliveries.of_visit(visit.id) if d.version == visit.summary_version]
    return all(delivery.state != FAILED for delivery in latest)


async def _finish_task(visit: Visit, uow: UnitOfWork, now: datetime) -> None:
    for task in await uow.tasks.of_visit(visit.id):
        if task.kind == TASK and task.state == "open":
            await uow.tasks.finish(task.id, AUTHOR, now)


async def failed(attempt: Attempt, refusal: DeliveryFailed, uow: UnitOfWork, clock: Clock) -> timedelta | None:
    delivery, visit, now = attempt.delivery, attempt.visit, clock.now()
    attempts = delivery.attempts + 1
    wait = _wait(attempts, refusal, delivery, visit, now) if refusal.retryable else None
    async with uow:
        visit = await uow.visits.lock(visit.id)
        fresh = await uow.deliveries.lock(delivery.id)
        if fresh.state != WAITING:  # replaced meanwhile
            return None
        changes: dict[str, Any] = {
            "last_error": str(refusal)[:_LONGEST_ERROR],
            "not_before": now + (wait or timedelta()),
        }
        await uow.deliveries.update(delivery.id, state=FAILED if wait is None else WAITING, **changes)
        if wait is None:
            await tell_a_person(visit, uow, now)
        elif needs_a_person(attempts, now=now, visit_at=visit.starts_at):
            await add_task(uow, visit, TASK, now)
        await uow.commit()
    return wait


def _wait(attempts: int, refusal: DeliveryFailed, delivery: Delivery, visit: Visit, now: datetime) -> timedelta | None:
    return next_attempt(
        attempts,
        now=now,
        first_at=delivery.created_at,
        visit_at=visit.starts_at,
        spread=(delivery.id.int + attempts * 37) % 100 / 100,
        retry_after=refusal.retry_after,
    )


async def tell_a_person(visit: Visit, uow: UnitOfWork, now: datetime) -> None:
    """Nothing more will be tried: the visit counts as failed and somebody has a task."""
    await uow.visits.update(visit.id, failed_at=now)
    await add_task(uow, visit, TASK, now)
