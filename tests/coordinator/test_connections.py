"""Where summaries go, as an admin sets it up: saved whole or not at all, tried with a test, and then used."""

from __future__ import annotations

import ipaddress
import json
import re
from base64 import b64decode
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import uuid4

import pytest
import pytest_asyncio

from bot.connections import Fhir, Webhook
from tests.coordinator.conftest import KNEE, Browser, Desk
from tests.coordinator.test_sign_off import leave
from tests.doubles.fhir import FhirDouble, running
from tests.doubles.receivers import Engine, Hook, a_hook, a_post, an_engine

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
PAGE = "/clinic/connections"


@pytest_asyncio.fixture
async def engine() -> AsyncIterator[Engine]:
    async with an_engine() as engine:
        yield engine


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    async with a_hook() as hook:
        yield hook


def open_to_loopback(desk: Desk, **settings: object) -> None:
    wiring = desk.world.wiring
    wiring.settings = replace(wiring.settings, allowed_networks=LOOPBACK, **settings)


async def connected_to(desk: Desk, browser: Browser, engine: Engine, **more: str) -> None:
    await browser.page(PAGE)
    form = {"host": "127.0.0.1", "port": str(engine.port), "message": "MDM^T02", "sending_application": "PREVISIT"}
    assert (await browser.post(f"{PAGE}/hl7v2", **form, **more)).status == 200
    assert browser.says("Send a test to see whether it works.")


async def test_an_interface_engine_is_connected_tried_and_gets_the_next_summary(desk: Desk, engine: Engine):
    open_to_loopback(desk)
    browser = await desk.at_work(role="admin")
    await connected_to(desk, browser, engine)
    assert browser.says("Not tried since it was changed.")

    await browser.post(f"{PAGE}/hl7v2/test")
    assert browser.says("The test is on its way.")
    await desk.world.settle()
    await browser.page(f"{PAGE}/hl7v2/tried")
    assert browser.says("The test arrived. Receipt: AA ")
    (test,) = engine.received
    assert "about nobody" in str(test) and str(test.segment("PID")[5]) == "Nobody^Test"

    visit = await desk.ready_visit()
    await browser.sign_off(visit)
    desk.world.clock.move(minutes=5)
    await leave(desk, visit)

    assert KNEE.split(".")[0] in str(engine.received[-1].segment("OBX")[5])
    await browser.page(f"/visits/{visit.id}")
    assert browser.says("HL7 v2") and browser.says("Delivered")


async def test_a_test_that_fails_says_why_and_is_not_shown_for_other_settings(desk: Desk, engine: Engine):
    open_to_loopback(desk)
    browser = await desk.at_work(role="admin")
    await connected_to(desk, browser, engine)
    engine.answers = ["AR"]
    await browser.post(f"{PAGE}/hl7v2/test")
    await desk.world.settle()
    await browser.page(PAGE)
    assert browser.says("The test did not arrive. The interface engine refused it: AR.")

    await connected_to(desk, browser, engine, receiving_application="EHR")

    assert browser.says("Not tried since it was changed.")


async def test_an_address_inside_the_network_is_refused_by_the_test(desk: Desk, engine: Engine):
    desk.world.wiring.settings = replace(desk.world.wiring.settings, allowed_networks=())
    browser = await desk.at_work(role="admin")
    await connected_to(desk, browser, engine)

    await browser.post(f"{PAGE}/hl7v2/test")
    await desk.world.settle()

    await browser.page(PAGE)
    assert browser.says("leads inside this network") and engine.received == []


async def test_wrong_values_save_nothing_and_stay_in_the_form(desk: Desk):
    browser = await desk.at_work(role="admin")
    await browser.page(PAGE)

    answer = await browser.post(f"{PAGE}/hl7v2", host="bad host", port="99999999", message="ADT^A01")

    assert answer.status == 422
    assert browser.says("Nothing was saved.") and 'value="bad host"' in browser.last
    assert browser.says("Enter the port that the interface engine listens on")
    assert (await desk.world.a_clinic()).settings.ways_out == ("file",)


async def test_a_webhook_draws_its_secret_and_keeps_the_older_one_through_a_change(desk: Desk):
    browser = await desk.at_work(role="admin")
    await browser.page(PAGE)
    assert (await browser.post(f"{PAGE}/webhook", url="http://records.example.org/in")).status == 422
    await browser.post(f"{PAGE}/webhook", url="https://records.example.org/in")
    (first,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", browser.last)

    await browser.post(f"{PAGE}/webhook/secret")

    (second,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", browser.last)
    clinic = await desk.world.a_clinic()
    async with desk.world.wiring.unit_of_work() as uow:
        known = (await uow.connections.of_clinic(clinic.id))["webhook"].connection
    assert known == Webhook("https://records.example.org/in", second, first) and first != second
    await browser.post(f"{PAGE}/webhook", url="https://records.example.org/other")
    assert second in browser.last


async def test_a_webhook_gets_what_was_signed_off(desk: Desk, hook: Hook):
    open_to_loopback(desk)
    browser = await desk.at_work(role="admin")
    async with desk.world.wiring.unit_of_work() as uow:
        clinic = await uow.clinics.named("Maple Street Clinic")
        assert clinic is not None
        await uow.connections.save(clinic.id, Webhook(hook.url, "whsec_" + "C" * 32))
        await uow.clinics.save(clinic.id, replace(clinic.settings, ways_out=("webhook",)))
        await uow.commit()
    visit = await desk.ready_visit()

    await browser.sign_off(visit)
    desk.world.clock.move(minutes=5)
    await leave(desk, visit)

    (body,) = hook.held.values()
    assert json.loads(body)["visit_id"] == visit.visit_id


async def test_a_mailbox_gets_a_link(desk: Desk):
    with a_post() as post:
        open_to_loopback(desk, smtp_url=post.url)
        browser = await desk.at_work(role="admin")
        await browser.page(PAGE)
        await browser.post(f"{PAGE}/email", to="team@maple.example")
        await browser.post(f"{PAGE}/email/test")
        await desk.world.settle()

        await browser.page(PAGE)

    assert browser.says("Receipt: handed over <test-")
    (mail,) = post.mails
    assert mail["To"] == "team@maple.example" and "log in" in mail.get_content()


async def test_what_is_removed_gets_nothing_more(desk: Desk, engine: Engine):
    open_to_loopback(desk)
    browser = await desk.at_work(role="admin")
    await connected_to(desk, browser, engine)

    await browser.post(f"{PAGE}/hl7v2/remove")

    assert browser.says("Removed.") and "hl7v2" not in (await desk.world.a_clinic()).settings.ways_out
    assert (await browser.post(f"{PAGE}/hl7v2/test")).status == 422
    assert browser.says("Save its settings first.")


async def test_only_an_admin_sees_or_changes_it(desk: Desk):
    browser = await desk.at_work()

    assert (await browser.get(PAGE)).status == 403
    assert (await browser.post(f"{PAGE}/webhook/secret")).status == 403


async def test_a_clinic_sees_its_own_only(desk: Desk, engine: Engine):
    await connected_to(desk, await desk.at_work(role="admin"), engine)
    other = await desk.at_work(role="admin", clinic=await desk.world.a_clinic("Oak Street Clinic"))

    await other.page(PAGE)

    assert "127.0.0.1" not in other.last
    assert (await other.post(f"{PAGE}/hl7v2/test")).status == 422


async def test_neither_addresses_nor_secrets_lie_open_in_the_database_or_its_jobs(desk: Desk):
    browser = await desk.at_work(role="admin")
    await browser.page(PAGE)
    await browser.post(f"{PAGE}/webhook", url="https://records.example.org/in")
    await browser.post(f"{PAGE}/webhook/test")

    async with desk.world.wiring.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("select row_to_json(c)::text from connections c")).scalars().all()
        jobs = (await connection.exec_driver_sql("select args::text from procrastinate_jobs")).scalars().all()

    assert rows and not any(word in text for text in (*rows, *jobs) for word in ("records.example", "whsec"))


@pytest_asyncio.fixture(scope="module")
async def record_system() -> AsyncIterator[FhirDouble]:
    async with running() as double:
        yield double


def fhir_form(**changes: str) -> dict[str, str]:
    return (
        {"url": "https://ehr.example/fhir", "login": "smart", "client_id": "previsit", "text": "yes"}
        | {
            "author": "patient",
            "document_type": "51855-5",
        }
        | changes
    )


async def test_a_record_system_by_key_is_entered_and_its_key_set_is_published(desk: Desk):
    browser = await desk.at_work(role="admin")
    await browser.page(PAGE)
    await browser.post(f"{PAGE}/fhir", **fhir_form())
    assert browser.says("Send a test to see whether it works.")
    address = re.search(r"/connections/[0-9a-f-]{36}/jwks\.json", browser.last)
    assert address

    first = await keys_at(desk, address[0])
    await browser.page(PAGE)
    await browser.post(f"{PAGE}/fhir/key")

    second = await keys_at(desk, address[0])
    assert len(first) == 1 and len(second) == 2 and second[1] == first[0]
    assert all("d" not in key for key in second)
    assert '"d"' not in browser.last


async def keys_at(desk: Desk, address: str) -> list[dict[str, str]]:
    """What anybody reads there, without a session."""
    answer = await (await desk.browser()).client.get(address)
    assert answer.status == 200
    return list((await answer.json())["keys"])


async def test_a_key_set_that_there_is_not_is_not_found(desk: Desk):
    anybody = await desk.browser()

    assert (await anybody.client.get(f"/connections/{uuid4()}/jwks.json")).status == 404


async def test_a_record_system_is_asked_what_it_takes_and_gets_the_next_summary(desk: Desk, record_system: FhirDouble):
    open_to_loopback(desk)
    await record_system.demand("letmein")
    clinic = await desk.world.a_clinic(ways_out=("fhir",))
    browser = await desk.at_work(role="admin")
    async with desk.world.wiring.unit_of_work() as uow:
        await uow.connections.save(clinic.id, Fhir(url=record_system.base, login="token", token="letmein"))
        await uow.commit()
    await browser.page(PAGE)

    await browser.post(f"{PAGE}/fhir/test")
    await desk.world.settle()
    await browser.page(f"{PAGE}/fhir/tried")
    assert browser.says("FHIR 4.0.1: it takes DocumentReference")
    visit = await desk.ready_visit()
    await browser.sign_off(visit)
    desk.world.clock.move(minutes=5)
    await leave(desk, visit)
    await record_system.demand(None)
    (document,) = await record_system.documents()  # the test left none
    assert KNEE.split(".")[0] in b64decode(document["content"][0]["attachment"]["data"]).decode()


async def test_a_token_is_never_shown_again_and_stays_when_its_field_is_left_empty(desk: Desk):
    browser, clinic = await desk.at_work(role="admin"), await desk.world.a_clinic()
    await browser.page(PAGE)
    await browser.post(f"{PAGE}/fhir", **fhir_form(login="token", token="s3cret-token"))
    assert "s3cret-token" not in browser.last and browser.says("One is saved.")

    await browser.post(f"{PAGE}/fhir", **fhir_form(login="token", token="", document_type="34109-9"))

    async with desk.world.wiring.unit_of_work() as uow:
        saved = (await uow.connections.of_clinic(clinic.id))["fhir"].connection
    assert isinstance(saved, Fhir) and (saved.token, saved.document_type) == ("s3cret-token", "34109-9")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "http://ehr.example/fhir"),
        ("url", "https://user:pw@ehr.example"),
        ("token_url", "file:///etc/passwd"),
        ("client_id", ""),
        ("author", "Dr. Mora"),
        ("authenticator", "Practitioner/1?x=y"),
        ("document_type", "12345-6"),
        ("scope", "system/*.* \n evil"),
        ("text", "no"),
    ],
)
async def test_what_no_record_system_can_have_is_named_beside_its_field(desk: Desk, field: str, value: str):
    browser = await desk.at_work(role="admin")
    await browser.page(PAGE)

    answer = await browser.post(f"{PAGE}/fhir", **fhir_form(**{field: value}))

    assert answer.status == 422 and f'href="#fhir-{field}"' in browser.last and browser.says("Nothing was saved.")
