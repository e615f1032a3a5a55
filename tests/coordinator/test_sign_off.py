"""Signing off: what was read is what leaves, a minute later, unless it is held back."""

from __future__ import annotations

import json
import re

from bot.agenda.events import ItemAdded
from bot.agenda.model import Item, Quote
from bot.records import Delivery, Visit
from bot.services.delivery import deliver
from tests.coordinator.conftest import Desk


async def leave(desk: Desk, visit: Visit) -> None:
    """Let every delivery that waits try once, as the jobs would."""
    wiring = desk.world.wiring
    for delivery in await stored(desk, visit):
        await deliver(delivery.id, wiring.ways_of, wiring.unit_of_work, wiring.clock)


async def stored(desk: Desk, visit: Visit) -> list[Delivery]:
    async with desk.world.wiring.unit_of_work() as uow:
        return await uow.deliveries.of_visit(visit.id)


async def test_a_summary_signed_off_leaves_after_a_minute_and_the_page_shows_the_receipt(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()

    await browser.sign_off(visit)
    assert browser.says("Signed off by Maya Brooks")
    await leave(desk, visit)
    assert await desk.deliveries(visit) == ["waiting"]
    desk.world.clock.move(seconds=61)
    await leave(desk, visit)

    await browser.page(f"/visits/{visit.id}")
    assert await desk.deliveries(visit) == ["delivered"]
    assert browser.says("Delivered")
    assert browser.says("receipt")
    assert "Sent</span>" in browser.last


async def test_what_leaves_is_what_was_on_the_page(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()
    await browser.page(f"/visits/{visit.id}")
    await browser.post(f"/visits/{visit.id}/topics", text="Blood pressure check")

    await browser.sign_off(visit)

    lines = json.loads((await stored(desk, visit))[0].payload or b"")["lines"]
    said = [line["text"] for line in lines if not line["kind"].startswith("missing.")]
    assert said[:3] == ["My knee hurts on the stairs", "Blood pressure check", "My"]


async def test_it_can_be_held_back_within_the_minute_and_signed_off_again(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()
    await browser.sign_off(visit)
    desk.world.clock.move(seconds=50)

    await browser.post(f"/visits/{visit.id}/undo")
    desk.world.clock.move(minutes=5)
    await leave(desk, visit)

    assert await desk.deliveries(visit) == ["cancelled"]
    assert (await desk.world.agenda(visit)).signed_off_at is None
    assert (await browser.sign_off(visit)).status == 200
    assert sorted(await desk.deliveries(visit)) == ["cancelled", "waiting"]


async def test_after_the_minute_it_is_too_late_and_the_page_says_what_to_do(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()
    await browser.sign_off(visit)
    desk.world.clock.move(seconds=60)

    answer = await browser.post(f"/visits/{visit.id}/undo")

    assert answer.status == 409
    assert browser.says("cannot be held back")
    assert await desk.deliveries(visit) == ["waiting"]


async def test_undoing_what_was_never_signed_off_is_refused(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()

    assert (await browser.post(f"/visits/{visit.id}/undo")).status == 409


async def test_a_word_that_came_while_reading_stops_the_sign_off(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()
    revision = re.search(r'name="revision" value="(\d+)"', await browser.page(f"/visits/{visit.id}"))
    message = await desk.said(visit, "and my back")
    await desk.happened(visit, ItemAdded(Item(2, (Quote(message, 4, 11, "my back"),))))

    answer = await browser.post(f"/visits/{visit.id}/sign-off", revision=revision[1])

    assert answer.status == 409
    assert browser.says("Something was added or changed while you were reading")
    assert await desk.deliveries(visit) == []


async def test_two_coordinators_at_once_sign_one_summary(desk: Desk):
    visit = await desk.ready_visit()
    first, second = await desk.at_work(), await desk.at_work()
    await first.page(f"/visits/{visit.id}")
    page = await second.page(f"/visits/{visit.id}")
    revision = re.search(r'name="revision" value="(\d+)"', page)

    await first.sign_off(visit)
    answer = await second.post(f"/visits/{visit.id}/sign-off", revision=revision[1])

    assert answer.status == 200
    assert await desk.deliveries(visit) == ["waiting"]
    assert (await desk.world.visit(visit)).summary_version == 1


async def test_a_sign_off_without_a_revision_signs_nothing(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()

    for revision in ("", "x", "-1", "999999999999", "0"):
        assert (await browser.post(f"/visits/{visit.id}/sign-off", revision=revision)).status == 409
    assert await desk.deliveries(visit) == []


async def test_nothing_is_sent_where_nothing_was_said(desk: Desk):
    visit = await desk.world.a_visit()
    browser = await desk.at_work()

    page = await browser.page(f"/visits/{visit.id}")
    answer = await browser.post(f"/visits/{visit.id}/sign-off", revision="0")

    assert '/sign-off"' not in page
    assert answer.status == 422
    assert browser.says("There is nothing on the list yet")


async def test_a_line_that_rests_on_no_words_is_not_sent_and_the_page_says_why(desk: Desk):
    visit = await desk.ready_visit()
    message = await desk.said(visit, "short")
    other = await desk.world.a_visit(phone="+12025550188")
    foreign = await desk.said(other, "words of somebody else")
    await desk.happened(visit, ItemAdded(Item(2, (Quote(foreign, 0, 5, "words"),))))
    browser = await desk.at_work()

    await browser.page(f"/visits/{visit.id}")
    answer = await browser.post(f"/visits/{visit.id}/sign-off", revision="4")

    assert message
    assert answer.status == 422
    assert browser.says("It is not sent")
    assert await desk.deliveries(visit) == []
    assert (await desk.world.agenda(visit)).signed_off_at is None


async def test_a_late_addition_asks_for_another_sign_off_and_the_new_version_replaces_the_old(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()
    await browser.sign_off(visit)
    desk.world.clock.move(seconds=61)
    await leave(desk, visit)
    message = await desk.said(visit, "forgot to say: my back")
    await desk.happened(visit, ItemAdded(Item(2, (Quote(message, 15, 22, "my back"),))))

    await browser.page(f"/visits/{visit.id}")
    assert browser.says("Changed after sending")
    assert "Needs review</span>" in browser.last
    await browser.sign_off(visit)
    desk.world.clock.move(seconds=61)
    await leave(desk, visit)

    assert await desk.deliveries(visit) == ["delivered", "delivered"]
    await browser.page(f"/visits/{visit.id}")
    assert "Sent</span>" in browser.last


async def test_a_word_between_sign_off_and_sending_is_not_lost(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()
    await browser.sign_off(visit)
    message = await desk.said(visit, "and my back")
    await desk.happened(visit, ItemAdded(Item(2, (Quote(message, 4, 11, "my back"),))))
    desk.world.clock.move(seconds=61)
    await leave(desk, visit)

    await browser.page(f"/visits/{visit.id}")

    assert browser.says("Changed after sending")
    assert browser.says("Sign off again and send")


async def test_a_clinic_without_a_way_out_is_told_so(desk: Desk):
    visit = await desk.ready_visit(clinic=await desk.world.a_clinic("Nowhere Clinic", ways_out=()))
    clinic = await desk.world.a_clinic("Nowhere Clinic")
    browser = await desk.at_work(clinic=clinic)

    answer = await browser.sign_off(visit)

    assert answer.status == 422
    assert browser.says("no way out")


async def test_a_cancelled_visit_is_not_sent(desk: Desk):
    visit = await desk.ready_visit()
    await desk.change(visit, status="cancelled")
    browser = await desk.at_work()

    page = await browser.page(f"/visits/{visit.id}")
    answer = await browser.post(f"/visits/{visit.id}/sign-off", revision="3")

    assert '/sign-off"' not in page
    assert answer.status == 422


async def test_a_failed_delivery_shows_its_error_and_can_be_tried_again(desk: Desk):
    visit = await desk.ready_visit()
    browser = await desk.at_work()
    await browser.sign_off(visit)
    delivery = (await stored(desk, visit))[0]
    async with desk.world.wiring.unit_of_work() as uow:
        await uow.deliveries.update(delivery.id, state="failed", attempts=8, last_error="The server answered 500.")
        await uow.visits.update(visit.id, failed_at=desk.world.clock.now())
        await uow.commit()

    await browser.page(f"/visits/{visit.id}")
    assert browser.says("The server answered 500.")
    await browser.post(f"/visits/{visit.id}/deliveries/{delivery.id}/again")
    await leave(desk, visit)

    assert await desk.deliveries(visit) == ["delivered"]
