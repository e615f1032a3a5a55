"""What did not arrive: every summary of the clinic that waits for another try or for a person, with its cause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aiohttp import web

from bot.records import Delivery, Visit
from bot.services import sign_off
from integrations.storage.session import NotFound
from integrations.web.coordinator import labels
from integrations.web.coordinator.at_work import SIGNED_IN, go_to
from integrations.web.coordinator.rendering import local, staff_page
from integrations.web.keys import WIRING

PAGE = "/deliveries"


@dataclass(frozen=True)
class Row:
    delivery: Delivery
    visit: Visit
    name: str
    way: str
    label: labels.Label
    visit_on: str
    next_try: str  # "" when there is none


async def get_deliveries(request: web.Request) -> web.Response:
    wiring, who = request.app[WIRING], request[SIGNED_IN]
    async with wiring.unit_of_work() as uow:
        await uow.audit.note(who.by, "deliveries.list", f"clinic:{who.member.clinic_id}", wiring.clock.now())
        await uow.commit()
    return await staff_page(request, "deliveries.html", rows=await _rows(request))


async def post_again(request: web.Request) -> web.Response:
    """Try one again, or all that failed."""
    wanted = request.match_info.get("delivery_id")
    failed = [row.delivery.id for row in await _rows(request) if row.delivery.state == "failed"]
    if wanted is not None and UUID(wanted) not in failed:
        raise NotFound("delivery", wanted)
    wiring = request.app[WIRING]
    for delivery_id in failed if wanted is None else [UUID(wanted)]:
        await sign_off.send_again(delivery_id, by=request[SIGNED_IN].by, uow=wiring.unit_of_work(), clock=wiring.clock)
    return go_to(PAGE, done="again")


async def _rows(request: web.Request) -> list[Row]:
    wiring, now = request.app[WIRING], request.app[WIRING].clock.now()
    async with wiring.unit_of_work() as uow:
        troubled = await uow.deliveries.troubled(request[SIGNED_IN].member.clinic_id)
        visits = {one.visit_id: await uow.visits.get(one.visit_id) for one in troubled}
    return [_row(one, visits[one.visit_id], now) for one in troubled]


def _row(delivery: Delivery, visit: Visit, now: datetime) -> Row:
    waits = delivery.state == "waiting"
    return Row(
        delivery,
        visit,
        visit.details.patient_name if visit.details else visit.visit_id,
        labels.WAYS.get(delivery.way, delivery.way),
        labels.TRIED_AGAIN if waits else labels.DELIVERIES[delivery.state],
        local(visit.starts_at, visit.time_zone, now),
        local(delivery.not_before, visit.time_zone, now) if waits else "",
    )
