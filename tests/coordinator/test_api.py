"""The API: a visit as the command line exports it, for whoever may open its page."""

from __future__ import annotations

import json

from jsonschema import Draft202012Validator

from bot.services.visit_view import visit_json
from tests.coordinator.conftest import Desk


async def test_a_visit_is_shown_as_it_is_exported(desk: Desk):
    visit, browser = await desk.ready_visit(), await desk.at_work()

    answer = await browser.client.get(f"/api/v1/visits/{visit.visit_id}")

    async with desk.world.wiring.unit_of_work() as uow:
        exported = await visit_json(visit.id, uow, desk.world.clock)
    assert (answer.status, answer.content_type) == (200, "application/json")
    assert await answer.json() == json.loads(json.dumps(exported))
    assert ("visit.read", f"visit:{visit.id}") in [(action, what) for _, action, what in await desk.audited()]


async def test_without_a_session_nothing_is_shown(desk: Desk):
    visit, stranger = await desk.ready_visit(), await desk.browser()

    answer = await stranger.client.get(f"/api/v1/visits/{visit.visit_id}")

    assert answer.status == 401
    assert set(await answer.json()) == {"error"}


async def test_a_visit_of_another_clinic_and_one_that_is_not_there_look_alike(desk: Desk):
    elsewhere = await desk.ready_visit(clinic=await desk.world.a_clinic("Elm Street Clinic"))
    browser = await desk.at_work()

    answers = [await browser.client.get(f"/api/v1/visits/{one}") for one in (elsewhere.visit_id, "nowhere")]

    assert [answer.status for answer in answers] == [404, 404]
    assert await answers[0].json() == await answers[1].json()


async def test_the_openapi_document_describes_the_answer(desk: Desk):
    visit, browser = await desk.ready_visit(), await desk.at_work()

    document = await (await browser.client.get("/api/openapi.json")).json()
    shown = await (await browser.client.get(f"/api/v1/visits/{visit.visit_id}")).json()

    operation = document["paths"]["/api/v1/visits/{visit_id}"]["get"]
    shape = operation["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({**shape, "components": document["components"]}).validate(shown)
