"""Paging the clinic's duty contact until a person acknowledges an alert. The page says that there is one, not what it says."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from bot.ports import Clock, UnitOfWork
from bot.records import Alert, Clinic
from bot.safety import Tier
from bot.safety.ladder import next_page
from bot.services.people import add_task
from bot.services.sending import OpenUnit


class Pager(Protocol):
    """A way to reach somebody on duty."""

    async def page(self, clinic: Clinic, text: str, *, reference: str) -> bool:
        """Try every way to the duty contact; True when at least one took the page."""


async def page_alert(alert_id: UUID, pager: Pager, address: str, open_unit: OpenUnit, clock: Clock) -> None:
    """Page once, if the alert is open and due, and set when to page again."""
    due = await _due(alert_id, open_unit(), clock)
    if due is None:
        return
    alert, clinic = due
    reference = f"{alert.id}-{alert.pages + 1}"
    reached = await pager.page(clinic, _text(alert, clinic, address), reference=reference)
    await _paged(alert, reached, open_unit(), clock)


async def _due(alert_id: UUID, uow: UnitOfWork, clock: Clock) -> tuple[Alert, Clinic] | None:
    async with uow:
        alert = await uow.alerts.get(alert_id)
        clinic = await uow.clinics.get(alert.clinic_id)
    is_due = alert.state == "open" and alert.next_page_at is not None and alert.next_page_at <= clock.now()
    return (alert, clinic) if is_due else None


def _text(alert: Alert, clinic: Clinic, address: str) -> str:
    return f"Previsit {alert.tier} alert at {clinic.name}. Open it and acknowledge: {address}/alerts/{alert.id}"


async def _paged(alert: Alert, reached: bool, uow: UnitOfWork, clock: Clock) -> None:
    async with uow:
        after = next_page(Tier(alert.tier), clock.now())
        await uow.alerts.update(alert.id, pages=alert.pages + 1, next_page_at=after)
        if not reached:
            await add_task(uow, await uow.visits.get(alert.visit_id), "alert_not_paged", clock.now())
        await uow.commit()
