"""Visits from a FHIR Bundle of Appointments, through the same checks and the same transaction as a CSV."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Visit
from bot.services.import_visits import ImportResult
from bot.services.visit_rows import ImportRefused
from integrations.scheduling.fhir_bundle import read_bundle
from integrations.scheduling.intake import take_in
from tests.scheduling.files import AGREED, PATIENT, a_bundle, a_file, a_row, an_appointment
from tests.world import World

ZONES = {"maple street clinic": "America/New_York"}


@pytest.fixture
async def clinic(world: World) -> World:
    await world.a_clinic()
    return world


async def taken(world: World, data: bytes) -> ImportResult:
    result, _ = await take_in(data, world.wiring.unit_of_work, world.clock)
    return result


async def refused(world: World, data: bytes) -> dict[tuple[int, str], str]:
    with pytest.raises(ImportRefused) as refusal:
        await taken(world, data)
    return {(bad.row, bad.column): bad.problem for bad in refusal.value.bad_rows}


async def visit(world: World) -> Visit:
    async with world.wiring.unit_of_work() as uow:
        found = await uow.visits.called("A-1001")
    assert found is not None and found.details is not None
    return found


async def phone_of(world: World, found: Visit) -> str:
    async with world.wiring.unit_of_work() as uow:
        return (await uow.numbers.get(found.number_id)).e164


async def test_an_appointment_becomes_a_visit_without_consent(clinic: World):
    result = await taken(clinic, a_bundle(an_appointment()))

    found = await visit(clinic)
    details = found.details
    assert result == ImportResult(added=1)
    assert (found.starts_at, found.time_zone) == (
        datetime(2026, 12, 14, 14, 5, tzinfo=timezone.utc),
        "America/New_York",
    )
    assert (found.language, found.consent_texting, await phone_of(clinic, found)) == ("es", False, "+12025550143")
    assert details is not None
    assert (details.patient_name, details.birth_date) == ("Maria J. Lopez", date(1961, 3, 9))
    assert (details.identifier_system, details.identifier_value) == ("urn:oid:2.16.840.1.113883.19.5", "4711")
    assert (details.clinician, details.minutes, details.visit_type) == ("Dr. Osei", 20, "A follow up visit")


async def test_the_same_bundle_again_changes_nothing(clinic: World):
    await taken(clinic, a_bundle(an_appointment(**AGREED)))

    assert await taken(clinic, a_bundle(an_appointment(**AGREED))) == ImportResult(unchanged=1)
    assert await taken(clinic, a_bundle(an_appointment())) == ImportResult(unchanged=1)


async def test_consent_comes_as_our_extension_or_stays_as_it_is_known_for_the_number(clinic: World):
    await taken(clinic, a_bundle(an_appointment(**AGREED)))
    assert (await visit(clinic)).consent_texting

    await taken(clinic, a_bundle(an_appointment(minutesDuration=40)))
    assert (await visit(clinic)).consent_texting

    another = PATIENT | {"telecom": [{"system": "phone", "value": "+12025550199"}]}
    await taken(clinic, a_bundle(another, an_appointment()))
    assert not (await visit(clinic)).consent_texting


async def test_what_a_csv_said_and_fhir_has_no_place_for_stays(clinic: World):
    await taken(clinic, a_file(a_row(flow="new_patient", proxy_name="Eva Lopez", proxy_relation="mother")))

    assert await taken(clinic, a_bundle(an_appointment(minutesDuration=40))) == ImportResult(changed=1)

    found = await visit(clinic)
    assert found.details is not None and found.details.proxy_name == "Eva Lopez" and found.consent_texting
    assert (await clinic.conversation(found)).session.flow == "new_patient"


@pytest.mark.parametrize("status", ["cancelled", "noshow", "entered-in-error"])
async def test_an_appointment_that_will_not_be_is_a_cancelled_visit(status: str, clinic: World):
    await taken(clinic, a_bundle(an_appointment()))
    gone = {key: value for key, value in an_appointment(status=status).items() if key != "start"}

    assert await taken(clinic, a_bundle(gone)) == ImportResult(cancelled=1)
    assert (await visit(clinic)).status == "cancelled"


@pytest.mark.parametrize("status", ["proposed", "pending", "waitlist", "fulfilled"])
async def test_an_appointment_that_is_not_agreed_or_is_over_is_left_out_with_a_line(status: str, clinic: World):
    bundle = a_bundle(an_appointment(id="A-1", status=status), an_appointment())

    result, notes = await take_in(bundle, clinic.wiring.unit_of_work, clinic.clock)

    assert result == ImportResult(added=1)
    assert notes == [f"row 2: left out, since it is {status}"]


@pytest.mark.parametrize("reference, contained", [
    ("#who", [PATIENT | {"id": "who"}]),
    ("https://fhir.example/Patient/p1", []),
    ("https://other.example/r4/Patient/p1/_history/2", []),
])  # fmt: skip
async def test_a_patient_is_found_however_it_is_referred_to(reference: str, contained: list[Any], clinic: World):
    who = [{"actor": {"reference": reference}}]

    await taken(clinic, a_bundle(an_appointment(participant=who, contained=contained)))

    details = (await visit(clinic)).details
    assert details is not None and details.patient_name == "Maria J. Lopez"
    assert details.patient_id == (None if contained else "p1")


@pytest.mark.parametrize("changes, of_patient, column, fix", [
    ({"status": "maybe"}, {}, "status", "booked, arrived"),
    ({"start": "2026-12-14"}, {}, "starts_at", "with its offset"),
    ({"start": "2025-12-14T14:05:00Z"}, {}, "starts_at", "in the past"),
    ({"id": "a b"}, {}, "visit_id", "1 to 64 letters"),
    ({"participant": [{"actor": {"reference": "Patient/nobody", "display": "Zoe Planted"}}]}, {}, "patient", "include it"),
    ({"extension": [{"url": "urn:previsit:consent", "valueBoolean": True}]}, {}, "extension", "consent_texting"),
    ({"extension": AGREED["extension"][:1]}, {}, "consent_source", "when and how"),
    ({"participant": [{"actor": {"reference": "Patient/p1"}}, {"actor": {"type": "Location", "display": "Oak Street"}}]},
        {}, "clinic", "'Oak Street' is no clinic here"),
    ({}, {"birthDate": "1961"}, "birth_date", "year-month-day"),
    ({}, {"birthDate": "2031-01-01"}, "birth_date", "in the future"),
    ({}, {"telecom": [{"system": "phone", "value": "202-555-0143"}]}, "phone", "plus sign"),
    ({}, {"telecom": [{"system": "phone", "use": "old", "value": "+12025550143"}]}, "phone", "is empty"),
    ({}, {"communication": [{"language": {"coding": [{"code": "fr"}]}}]}, "language", "en, es"),
    ({}, {"name": []}, "patient_name", "is empty"),
])  # fmt: skip
async def test_a_bad_appointment_is_named_with_its_fix_and_nothing_is_imported(
    changes: dict[str, Any], of_patient: dict[str, Any], column: str, fix: str, clinic: World
):
    good = an_appointment(id="A-2", contained=[PATIENT], participant=[{"actor": {"reference": "#p1"}}])
    bundle = a_bundle(good, PATIENT | of_patient, an_appointment(**changes))

    found = await refused(clinic, bundle)

    assert (4, column) in found and fix in found[4, column]
    assert "Planted" not in str(found)
    async with clinic.wiring.unit_of_work() as uow:
        assert await uow.visits.all_ids() == []


async def test_a_visit_in_two_entries_is_a_bad_row(clinic: World):
    assert list(await refused(clinic, a_bundle(an_appointment(), an_appointment()))) == [(3, "visit_id")]


@pytest.mark.parametrize("data, reason", [
    (b"[]", "no FHIR Bundle"),
    (b"{", "is none in line 1"),
    (b'{"resourceType": "Patient"}', "no FHIR Bundle"),
    (b'\xef\xbb\xbf{"resourceType": "Bundle"}', "holds no Appointment"),
    (b'{"\xff": 1}', "not UTF-8"),
    (a_bundle(an_appointment(), link=[{"relation": "next", "url": "https://fhir.example?page=2"}]), "one page of several"),
    (b"[" * 100_000, "nested too deeply"),
])  # fmt: skip
async def test_what_is_no_such_bundle_is_refused_as_a_whole(data: bytes, reason: str, clinic: World):
    with pytest.raises(ImportRefused, match=reason):
        await taken(clinic, data)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2),
    max_leaves=3,
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys((*an_appointment(), "contained", "extension"), ANYTHING)),
       st.fixed_dictionaries({}, optional=dict.fromkeys(PATIENT, ANYTHING)))  # fmt: skip
def test_whatever_stands_in_a_field_is_read_or_refused_in_words(appointment: dict[str, Any], patient: dict[str, Any]):
    of_kind = {
        "resourceType": "Appointment",
        "status": "booked",
        "participant": [{"actor": {"reference": "Patient/p1"}}],
    }
    entries = [
        {"resource": of_kind | appointment},
        {"resource": {"resourceType": "Patient", "id": "p1"} | patient},
        7,
        None,
    ]
    try:
        read_bundle(json.dumps({"resourceType": "Bundle", "entry": entries}), ZONES)
    except ImportRefused as refusal:
        assert str(refusal).startswith("Nothing was imported")
