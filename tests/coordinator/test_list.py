"""The list of visits: what needs a person first, filters in the address, 200 visits in one go."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import event

from bot.visit_state import STATES
from integrations.web.coordinator import labels
from integrations.web.coordinator.work_list import Wanted, wanted_from
from tests.coordinator.conftest import Desk


def names(page: str) -> list[str]:
    return re.findall(r'<span class="who"><a href="/visits/[0-9a-f-]{36}">([^<]+)</a>', page)


async def test_every_state_has_a_word_a_symbol_and_a_tone(desk: Desk):
    assert set(labels.STATES) == set(STATES)
    assert len({label.word for label in labels.STATES.values()}) == len(STATES)
    assert all(label.icon and label.tone for label in labels.STATES.values())


async def test_visits_stand_under_their_day_by_need_then_time(desk: Desk):
    soon = desk.world.clock.now() + timedelta(hours=1)
    for n, (name, hours) in enumerate([("Late", 6), ("Early", 1), ("Alarming", 5), ("Tomorrow", 25), ("Busy", 4)]):
        visit = await desk.world.a_visit(phone=f"+1202555010{n}", starts_at=soon + timedelta(hours=hours))
        assert visit.details
        async with desk.world.wiring.unit_of_work() as uow:
            await uow.visits.save_details(visit.id, replace(visit.details, patient_name=name))
            await uow.commit()
        if name == "Alarming":
            await desk.alert(visit, await desk.said(visit, "chest is tight"))
        if name == "Busy":
            await desk.task(visit)
    browser = await desk.at_work()

    page = await browser.page("/visits")

    assert names(page) == ["Alarming", "Busy", "Early", "Late", "Tomorrow"]
    assert browser.says("Today, Monday, December 7")
    assert browser.says("Tomorrow, Tuesday, December 8")


async def test_an_open_alert_stands_on_top_of_every_page_in_words_until_acknowledged(desk: Desk):
    visit = await desk.world.a_visit()
    alert = await desk.alert(visit, await desk.said(visit, "chest is tight"))
    browser = await desk.at_work(role="admin")

    for path in ("/visits", "/clinic", "/accounts", "/account", f"/visits/{visit.id}", "/visits?from=2030-01-01"):
        assert "1 alert waiting for a person" in await browser.page(path), path
    await browser.page(f"/visits/{visit.id}")
    await browser.post(f"/alerts/{alert.id}/acknowledge")

    assert "alert waiting for a person" not in await browser.page("/visits")


async def test_a_filter_stays_in_the_address_and_counts_stay_whole(desk: Desk):
    await desk.ready_visit(starts_at=desk.world.clock.now() + timedelta(hours=3))
    await desk.world.a_visit(phone="+12025550199", starts_at=desk.world.clock.now() + timedelta(hours=4))
    browser = await desk.at_work()

    page = await browser.page("/visits?state=needs_review&days=7")

    assert len(names(page)) == 1
    assert "state=needs_review" in page
    assert browser.says("All 2")
    assert browser.says("Invited 1")


async def test_an_empty_list_says_so_and_what_to_do(desk: Desk):
    browser = await desk.at_work()

    await browser.page("/visits?from=2027-03-01")
    assert browser.says("No visits on these days")
    await browser.page("/visits?state=failed")
    assert browser.says("No visit here is “failed”")


@pytest.mark.parametrize(
    "query",
    [
        "state=nothing",
        "days=-1",
        "days=99999999999",
        "days=x",
        "from=yesterday",
        "from=9999-12-31",
        "from=0001-01-01",
        "from=2026-02-30",
        "state=" + quote("<script>"),
        "days=٣",
    ],
)
async def test_nonsense_in_the_address_becomes_the_default(desk: Desk, query: str):
    browser = await desk.at_work()

    assert (await browser.get(f"/visits?{query}")).status == 200
    assert "<script>" not in browser.last


def test_the_address_keeps_what_was_asked():
    wanted = wanted_from({"from": "2026-12-07", "state": "stuck"}, date(2026, 1, 1))

    assert wanted == Wanted(date(2026, 12, 7), 4, "stuck")
    assert wanted.address(days=7) == "/visits?from=2026-12-07&days=7&state=stuck"
    assert wanted.moved(1) == "/visits?from=2026-12-11&days=4&state=stuck"


async def test_silent_stuck_and_opted_out_visits_are_shown(desk: Desk):
    start = desk.world.clock.now() + timedelta(hours=40)
    stuck = await desk.world.a_visit(phone="+12025550101", starts_at=start)
    await desk.said(stuck, "my sleep")
    out = await desk.world.a_visit(phone="+12025550102", starts_at=start)
    await desk.world.a_visit(phone="+12025550103", starts_at=start)
    browser = await desk.at_work()
    await browser.page(f"/visits/{out.id}")
    await browser.post(f"/visits/{out.id}/opt-out", channel="voicemail", on="2026-12-06")
    desk.world.clock.move(hours=25)
    browser = await desk.at_work()

    await browser.page("/visits")

    assert browser.says("Opted out 1")
    assert browser.says("Stuck halfway 1")
    assert browser.says("Invited 1")


async def test_two_hundred_visits_cost_as_many_questions_to_the_database_as_two(desk: Desk):
    start = desk.world.clock.now() + timedelta(hours=2)
    await desk.ready_visit(starts_at=start)
    await desk.world.a_visit(phone="+12025550101", starts_at=start)
    browser = await desk.at_work()
    asked: list[str] = []
    engine = desk.world.wiring.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

    await browser.page("/visits")
    of_two = len(asked)
    for n in range(40):
        await desk.ready_visit(phone=f"+120255502{n:02}", starts_at=start)
    asked.clear()
    page = await browser.page("/visits")

    assert len(names(page)) == 42
    assert len(asked) == of_two


async def test_of_many_open_alerts_the_gravest_are_shown(desk: Desk):
    visit = await desk.world.a_visit()
    message = await desk.said(visit, "swollen and chest tight")
    for _ in range(6):
        await desk.alert(visit, message, tier="T2")
        desk.world.clock.move(minutes=1)
    await desk.alert(visit, message, tier="T1")
    browser = await desk.at_work()

    page = await browser.page("/visits")

    strip = re.findall(r"<li>.*?<strong>([^<]+)</strong>", page.split('class="strip"')[1].split("</section>")[0])
    assert strip[0] == "Emergency" and len(strip) == 5
    assert browser.says("7 alerts waiting for a person, the gravest 5 here")


async def test_an_emergency_stands_above_a_same_day_sign_of_an_earlier_visit(desk: Desk):
    world = desk.world
    soon = await world.a_visit(visit_id="SOON", starts_at=world.clock.now() + timedelta(hours=1))
    later = await world.a_visit(
        visit_id="LATER", phone="+12025550144", starts_at=world.clock.now() + timedelta(hours=2)
    )
    await desk.alert(soon, await desk.said(soon, "swollen leg"), tier="T2")
    await desk.alert(later, await desk.said(later, "chest tight"), tier="T1")
    browser = await desk.at_work()

    rows = (await browser.page("/visits")).split('class="rows"')[1]

    assert rows.index(f"/visits/{later.id}") < rows.index(f"/visits/{soon.id}")


async def test_what_a_stranger_in_danger_wrote_stands_on_the_list_with_the_number(desk: Desk):
    await desk.world.a_clinic()
    await desk.world.text("i cant breathe help", phone="+12025550188")
    browser = await desk.at_work()

    page = await browser.page("/visits")

    assert "i cant breathe help" in page and "tel:+12025550188" in page
