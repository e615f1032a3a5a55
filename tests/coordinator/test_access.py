"""Every route, as anybody who might ask for it: default deny, and another clinic's things do not exist."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from integrations.web.coordinator.gate import Access, Route
from integrations.web.coordinator.routes import ROUTES as STAFF_ROUTES
from integrations.web.lab.routes import ROUTES as LAB_ROUTES
from tests.coordinator.conftest import Browser, Desk

ROUTES = (*STAFF_ROUTES, *LAB_ROUTES)
NOBODY = str(uuid4())
LOCKED = [route for route in ROUTES if route.access is not Access.ANYBODY]
ABOUT_A_VISIT = [route for route in ROUTES if re.search(r"visit_id|alert_id|task_id|delivery_id", route.path)]


def named(route: Route) -> str:
    return f"{route.method} {route.path.split('{')[0]}…{route.path.rpartition('/')[2][:12]}"


def address(route: Route, **ids: str) -> str:
    """Fill a route's path; what is not named becomes an id that nothing has."""

    def value(match: re.Match[str]) -> str:
        fixed = {"which": "wording", "item": "1", "commitment": "1", "token": "none", "name": "adult_follow_up"}
        one_of = (match[2] or "").split("|")
        return ids.get(match[1]) or fixed.get(match[1]) or (one_of[0] if len(one_of) > 1 else NOBODY)

    return re.sub(r"\{(\w+)(?::((?:[^{}]|\{[^{}]*\})*))?\}", value, route.path)


async def ask(browser: Browser, route: Route, path: str) -> int:
    if route.method == "GET":
        return (await browser.get(path, allow_redirects=False)).status
    return (await browser.post(path, follow=False)).status


@pytest.mark.parametrize("route", LOCKED, ids=named)
async def test_nobody_comes_in_without_a_session(desk: Desk, route: Route):
    browser = await desk.browser()

    answer = await ask(browser, route, address(route))

    assert answer == (401 if route.method == "POST" or route.background else 303)
    assert "Visits</h1>" not in browser.last


@pytest.mark.parametrize("route", [route for route in LOCKED if route.method == "POST"], ids=named)
async def test_a_form_without_its_token_is_refused(desk: Desk, route: Route):
    browser = await desk.at_work(role="admin")

    for token in ("", "x" * 43):
        answer = await browser.post(address(route), csrf=token, follow=False)
        assert answer.status == 403


@pytest.mark.parametrize("route", [route for route in LOCKED if route.access is Access.ADMIN], ids=named)
async def test_a_coordinator_is_no_admin(desk: Desk, route: Route):
    browser = await desk.at_work()

    assert await ask(browser, route, address(route)) == 403


@pytest.mark.parametrize("route", ABOUT_A_VISIT, ids=named)
async def test_another_clinics_visit_alert_or_task_does_not_exist(desk: Desk, route: Route):
    visit = await desk.ready_visit()
    message = await desk.said(visit, "chest is tight")
    alert, task = await desk.alert(visit, message), await desk.task(visit)
    theirs = address(route, visit_id=str(visit.id), alert_id=str(alert.id), task_id=str(task.id))
    elsewhere = await desk.world.a_clinic("Oak Street Clinic")
    before = await desk.world.agenda(visit)

    for role in ("coordinator", "admin"):
        stranger = await desk.at_work(role=role, clinic=elsewhere)
        noted = len(await desk.audited())
        assert await ask(stranger, route, theirs) == 404
        assert "knee" not in stranger.last
        assert "Lopez" not in stranger.last
        assert len(await desk.audited()) == noted

    assert await desk.world.agenda(visit) == before
    assert (await desk.world.alerts(visit))[0].state == "open"
    assert (await desk.world.tasks(visit))[0].state == "open"


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "GET"], ids=named)
async def test_looking_changes_nothing_but_the_audit(desk: Desk, route: Route):
    visit = await desk.ready_visit()
    browser = await desk.at_work(role="admin")

    await ask(browser, route, address(route, visit_id=str(visit.id)))

    after = await desk.world.visit(visit)
    assert (after.signed_off_at, after.summary_version) == (None, 0)
    assert await desk.deliveries(visit) == []


async def test_an_admin_manages_the_accounts_of_the_own_clinic_only(desk: Desk):
    theirs = await desk.member(clinic=await desk.world.a_clinic("Oak Street Clinic"), name="Olga Oak")
    admin = await desk.at_work(role="admin")

    page = await admin.page("/accounts")
    ended = await admin.post(f"/accounts/{theirs.id}/deactivate")
    recovered = await admin.post(f"/accounts/{theirs.id}/recover")

    assert "Olga Oak" not in page
    assert (ended.status, recovered.status) == (422, 422)
    assert (await (await desk.browser()).log_in(theirs.email)).status == 303


async def test_an_id_that_is_none_is_not_found(desk: Desk):
    browser = await desk.at_work()

    for path in ("/visits/1", "/visits/V0001", f"/visits/{NOBODY}", "/visits/%00", f"/visits/{NOBODY.upper()}"):
        assert (await browser.get(path)).status == 404


async def test_fields_that_no_form_has_are_ignored(desk: Desk):
    admin = await desk.at_work(role="admin")

    await admin.post(
        "/accounts", name="Sam", email="sam@maple.example", role="coordinator", active="no", clinic_id=NOBODY
    )
    refused = await admin.post("/accounts", name="Eve", email="eve@maple.example", role="superuser")

    assert refused.status == 422
    async with desk.world.wiring.unit_of_work() as uow:
        sam, eve = await uow.staff.with_email("sam@maple.example"), await uow.staff.with_email("eve@maple.example")
    assert sam is not None
    assert sam.active
    assert eve is None


async def test_pages_of_staff_are_never_kept_and_never_framed(desk: Desk):
    browser = await desk.at_work()

    answer = await browser.get("/visits")

    assert answer.headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
