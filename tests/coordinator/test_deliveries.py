"""Summaries that have not arrived, in one place: with the cause, the next try, and one key to try again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.errors import DeliveryFailed
from bot.records import Visit
from bot.services.delivery import deliver
from tests.coordinator.conftest import Browser, Desk
from tests.coordinator.test_sign_off import leave, stored

PAGE = "/deliveries"


class Refusing:
    """A way out that takes nothing."""

    name = "file"

    def __init__(self, *, retryable: bool) -> None:
        self._refusal = DeliveryFailed("The record system is closed on Sundays.", retryable=retryable)

    async def deliver(self, payload: bytes, *, identifier: str) -> str:
        raise self._refusal

    async def holds(self, identifier: str, receipt: str) -> bool | None:
        return None


async def not_arrived(desk: Desk, browser: Browser, *, retryable: bool = False, **visit: Any) -> Visit:
    """A signed-off visit whose summary was refused once."""

    async def ways_of(clinic_id: Any) -> dict[str, Any]:
        return {"file": Refusing(retryable=retryable)}

    ready = await desk.ready_visit(**visit)
    await browser.sign_off(ready)
    desk.world.clock.move(minutes=5)
    for delivery in await stored(desk, ready):
        await deliver(delivery.id, ways_of, desk.world.wiring.unit_of_work, desk.world.clock)
    return ready


async def states(desk: Desk, visit: Visit) -> list[str]:
    return [delivery.state for delivery in await stored(desk, visit)]


async def test_what_was_refused_is_listed_with_its_cause_and_tried_again_in_one_press(desk: Desk):
    browser = await desk.at_work()
    visit = await not_arrived(desk, browser)
    await browser.page("/visits")
    assert browser.says("1 summary has not arrived")

    await browser.page(PAGE)
    assert browser.says("Maria Lopez") and browser.says("The record system is closed on Sundays.")
    (delivery,) = await stored(desk, visit)
    await browser.post(f"{PAGE}/{delivery.id}/again")

    assert browser.says("Trying once more.") and await states(desk, visit) == ["waiting"]
    await leave(desk, visit)
    assert await states(desk, visit) == ["delivered"]
    await browser.page(PAGE)
    assert browser.says("Everything that was signed off has arrived")


async def test_what_is_tried_again_by_itself_says_when(desk: Desk):
    browser = await desk.at_work()
    await not_arrived(desk, browser, retryable=True)

    await browser.page(PAGE)

    assert browser.says("Tried again") and browser.says("next 10:05 AM")
    assert "/again" not in browser.last


async def test_all_that_failed_are_tried_again_at_once(desk: Desk):
    browser = await desk.at_work()
    visits = [await not_arrived(desk, browser, phone=f"+1202555010{n}") for n in range(3)]
    await browser.page(PAGE)

    await browser.post(f"{PAGE}/again")

    assert [await states(desk, visit) for visit in visits] == [["waiting"]] * 3


async def test_another_clinics_are_neither_seen_nor_tried(desk: Desk):
    visit = await not_arrived(desk, await desk.at_work())
    (delivery,) = await stored(desk, visit)
    other = await desk.at_work(clinic=await desk.world.a_clinic("Oak Street Clinic"))

    await other.page(PAGE)

    assert not other.says("Lopez")
    assert (await other.post(f"{PAGE}/{delivery.id}/again")).status == 404
    assert await states(desk, visit) == ["failed"]


async def test_a_version_that_was_replaced_is_no_trouble_any_more(desk: Desk):
    browser = await desk.at_work()
    visit = await not_arrived(desk, browser)
    await desk.said(visit, "and my foot is numb")
    async with desk.world.wiring.unit_of_work() as uow:
        clinic = await uow.clinics.get(visit.clinic_id)
        await uow.clinics.save(clinic.id, replace(clinic.settings, ways_out=("file",)))
        await uow.visits.update(visit.id, summary_version=2)
        await uow.commit()

    await browser.page(PAGE)

    assert browser.says("Everything that was signed off has arrived")
