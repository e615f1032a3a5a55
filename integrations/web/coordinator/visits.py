"""The list of visits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.clinics import missing
from bot.ports import UnitOfWork
from bot.records import Task
from bot.services import review
from integrations.web.coordinator import work_list
from integrations.web.coordinator.at_work import SIGNED_IN, go_to
from integrations.web.coordinator.gate import alert_for, task_for
from integrations.web.coordinator.rendering import staff_page, zone_of
from integrations.web.coordinator.words import seen
from integrations.web.keys import WIRING


@dataclass(frozen=True)
class ClinicTask:
    """Something for the clinic that belongs to no visit, with the text it came from."""

    task: Task
    number: str
    words: str


async def get_visits(request: web.Request) -> web.Response:
    """Show visits by day; a query a table, however many visits."""
    wiring, who = request.app[WIRING], request[SIGNED_IN]
    now, clinic_id = wiring.clock.now(), who.member.clinic_id
    async with wiring.unit_of_work() as uow:
        clinic = await uow.clinics.get(clinic_id)
        zone = zone_of(clinic)
        today = now.astimezone(ZoneInfo(zone)).date()
        wanted = work_list.wanted_from(request.query, today)
        since, until = wanted.bounds(zone)
        visits = await uow.visits.of_clinic(clinic_id, since=since, until=until)
        progress = await uow.visits.progress([visit.id for visit in visits])
        alerts = await uow.alerts.open_of_clinic(clinic_id)
        tasks = await uow.tasks.open_of_clinic(clinic_id)
        clinic_tasks = await _of_the_clinic(tasks, uow)
        not_arrived = len(await uow.deliveries.troubled(clinic_id))
        await uow.audit.note(who.by, "visits.list", f"clinic:{clinic_id}", now)
        await uow.commit()
    found = work_list.rows(visits, progress, alerts, tasks, now)
    shown = [row for row in found if wanted.state in (None, row.state)]
    return await staff_page(
        request,
        "visits.html",
        wanted=wanted,
        today=today,
        ranges=work_list.RANGES,
        missing=missing(clinic.settings),
        days=work_list.by_day(shown, zone, now),
        counts=work_list.counts(found),
        all=len(found),
        to_review=sum(row.to_review for row in found),
        clinic_tasks=clinic_tasks,
        not_arrived=not_arrived,
    )


async def _of_the_clinic(tasks: Iterable[Task], uow: UnitOfWork) -> list[ClinicTask]:
    """Read what no visit's page can show: who wrote, and what."""
    found = []
    for task in tasks:
        if task.visit_id is None:
            message = await uow.messages.get(task.message_id) if task.message_id else None
            number = await uow.numbers.get(message.number_id) if message and message.number_id else None
            found.append(ClinicTask(task, number.e164 if number else "", seen(message.text or "") if message else ""))
    return found


async def get_next(request: web.Request) -> web.Response:
    """Go to the next visit that waits for review, the one after `after` if that is named."""
    wiring, who = request.app[WIRING], request[SIGNED_IN]
    now, clinic_id = wiring.clock.now(), who.member.clinic_id
    async with wiring.unit_of_work() as uow:
        zone = zone_of(await uow.clinics.get(clinic_id))
        since, until = work_list.Wanted(now.astimezone(ZoneInfo(zone)).date()).bounds(zone)
        visits = await uow.visits.of_clinic(clinic_id, since=since, until=until)
        progress = await uow.visits.progress([visit.id for visit in visits])
    waiting = [row.visit for row in work_list.rows(visits, progress, (), (), now) if row.to_review]
    ids = [str(visit.id) for visit in waiting if str(visit.id) != request.query.get("after")]
    return go_to(f"/visits/{ids[0]}" if ids else "/visits?state=needs_review")


async def get_alert(request: web.Request) -> web.Response:
    """Lead from the link in a page to the duty contact to the visit it is about."""
    alert = await alert_for(request)
    return go_to(f"/visits/{alert.visit_id}", place=f"alert-{alert.id}")


async def get_alerts(request: web.Request) -> web.Response:
    """Give the strip of open alerts alone, for a page that looks again on its own."""
    return await staff_page(request, "strip.html")


async def post_acknowledgement(request: web.Request) -> web.Response:
    alert, wiring = await alert_for(request), request.app[WIRING]
    await review.acknowledge_alert(alert.id, by=request[SIGNED_IN].by, uow=wiring.unit_of_work(), clock=wiring.clock)
    return go_to(f"/visits/{alert.visit_id}", done="acknowledged", place=f"alert-{alert.id}")


async def post_done(request: web.Request) -> web.Response:
    task, wiring = await task_for(request), request.app[WIRING]
    await review.finish_task(task.id, by=request[SIGNED_IN].by, uow=wiring.unit_of_work(), clock=wiring.clock)
    return go_to(f"/visits/{task.visit_id}" if task.visit_id else "/visits", done="done")
