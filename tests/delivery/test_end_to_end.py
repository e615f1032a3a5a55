"""From a patient's words to a record system, through the jobs that run in production."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

from bot.services.sign_off import UNDO_WITHIN, sign_off
from integrations.scheduling.intake import take_in
from integrations.wiring import Wiring
from tests.delivery.test_delivery import WORDS, Post, Way
from tests.doubles.fhir import FhirDouble, an_identifier, findings
from tests.scheduling.files import a_file, a_row
from tests.world import World


async def imported(world: World, system: str, value: str) -> Post:
    """A visit from a file, of a patient with an identifier, who has said something."""
    await world.a_clinic(ways_out=("file", "fhir"))
    file = a_file(a_row(identifier_system=system, identifier_value=value, patient_name="Zoe Planted"))
    await take_in(file, world.wiring.unit_of_work, world.clock)
    async with world.wiring.unit_of_work() as uow:
        visit = await uow.visits.called("A-1001")
    assert visit is not None
    post = Post(world, visit, {"file": Way()})
    await post.say(WORDS)
    return post


async def test_an_imported_visit_ends_as_a_document_in_the_record_of_its_patient(wiring: Wiring, fhir: FhirDouble):
    wiring.settings = replace(wiring.settings, fhir_url=fhir.base)
    world, (system, value) = World(wiring), an_identifier()
    patient = await fhir.add_patient(system, value, name="Otherwise")
    post = await imported(world, system, value)
    async with wiring.unit_of_work() as uow:
        revision = len(await uow.agendas.history(post.visit.id))

    await sign_off(post.visit.id, revision=revision, by="staff:1", uow=wiring.unit_of_work(), clock=world.clock)
    world.clock.at += UNDO_WITHIN
    for delivery in await post.deliveries():
        post.ways = dict(await wiring.ways_of(post.visit.clinic_id))  # type: ignore[arg-type]
        await post.attempt(delivery.id)

    (stored,) = await fhir.documents()
    assert stored["subject"]["reference"] == f"Patient/{patient}"
    assert WORDS in b64decode(stored["content"][0]["attachment"]["data"]).decode()
    assert await findings([stored]) == [[]]
    receipts = {delivery.way: (delivery.state, delivery.receipt) for delivery in await post.deliveries()}
    version = stored["meta"]["versionId"]
    assert receipts["fhir"] == ("delivered", f"DocumentReference/{stored['id']}/_history/{version}")
    assert receipts["file"][0] == "delivered"


async def test_an_amendment_points_at_the_document_it_replaces(wiring: Wiring, fhir: FhirDouble):
    wiring.settings = replace(wiring.settings, fhir_url=fhir.base)
    world, (system, value) = World(wiring), an_identifier()
    await fhir.add_patient(system, value)
    post = await imported(world, system, value)
    post.ways = dict(await wiring.ways_of(post.visit.clinic_id))  # type: ignore[arg-type]
    for _ in range(2):
        for delivery in await post.prepare():
            await post.attempt(delivery.id)
        await post.say("and my foot is numb", item=2)

    first, second = sorted(await fhir.documents(), key=lambda document: document["identifier"][0]["value"])

    (relation,) = second["relatesTo"]
    assert (relation["code"], relation["target"]["reference"]) == ("replaces", f"DocumentReference/{first['id']}")
    assert relation["target"]["identifier"] == {"system": "urn:previsit:summary", "value": f"{post.visit.id}-v1"}
    assert await findings([second]) == [[]]
