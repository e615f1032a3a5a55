from dataclasses import replace
from datetime import datetime, timezone

import pytest
from sqlalchemy import select

from bot.flow.model import Stage
from bot.records import Conversation, Message, Visit
from bot.services.import_visits import ImportResult
from bot.services.visit_rows import ImportRefused
from integrations.scheduling.intake import take_in
from integrations.storage.tables import consents
from tests.scheduling.files import a_file, a_row
from tests.world import World


@pytest.fixture
async def clinic(world: World) -> World:
    await world.a_clinic()
    return world


async def taken(world: World, *rows: dict[str, str]) -> ImportResult:
    result, _ = await take_in(a_file(*rows), world.wiring.unit_of_work, world.clock)
    return result


async def visit(world: World, visit_id: str = "A-1001") -> Visit:
    async with world.wiring.unit_of_work() as uow:
        found = await uow.visits.called(visit_id)
    assert found is not None
    return found


async def talk(world: World) -> Conversation:
    return await world.conversation(await visit(world))


async def ledger(world: World) -> list[tuple[str, str, datetime, str | None]]:
    async with world.wiring.engine.connect() as connection:
        rows = await connection.execute(select(consents).order_by(consents.c.id))
        return [(row.what, row.how, row.at, row.wording) for row in rows]


async def phone_of(world: World, found: Visit) -> str:
    async with world.wiring.unit_of_work() as uow:
        return (await uow.numbers.get(found.number_id)).e164


async def test_a_new_visit_has_a_conversation_in_its_flow_and_its_consent_in_the_ledger(clinic: World):
    result = await taken(
        clinic, a_row(flow="new_patient", consent_wording="I agree to texts.", consent_health_texts="yes")
    )

    assert result == ImportResult(added=1)
    conversation = await talk(clinic)
    assert (conversation.session.flow, conversation.session.stage) == ("new_patient", Stage.INVITED)
    given = datetime(2026, 11, 20, 15, 0, tzinfo=timezone.utc)
    assert await ledger(clinic) == [
        ("texting", "booking desk", given, "I agree to texts."),
        ("health_texts", "booking desk", given, "I agree to texts."),
    ]


async def test_the_same_file_again_changes_nothing(clinic: World):
    rows = (a_row(flow="new_patient", status="moved"), a_row(visit_id="B", language="es", patient_id="P-1"))
    await taken(clinic, *rows)
    before = await visit(clinic)

    result = await taken(clinic, *rows)

    assert result == ImportResult(unchanged=2)
    assert await visit(clinic) == before
    assert len(await ledger(clinic)) == 2


async def test_a_moved_visit_keeps_its_agenda_and_is_asked_about_again(clinic: World):
    await taken(clinic, a_row())
    async with clinic.wiring.unit_of_work() as uow:
        found = await visit(clinic)
        await uow.visits.update(found.id, closed_at=clinic.clock.now(), started_at=clinic.clock.now())
        await uow.commit()

    result = await taken(clinic, a_row(status="moved", starts_at="2026-12-20T09:05:00-05:00"))

    after = await visit(clinic)
    assert result == ImportResult(changed=1)
    assert (after.id, after.status, after.closed_at) == (found.id, "booked", None)
    assert after.starts_at == datetime(2026, 12, 20, 14, 5, tzinfo=timezone.utc)
    assert after.started_at == clinic.clock.now()


async def test_a_cancelled_visit_gets_no_more_texts_but_a_safety_text_still_goes(clinic: World):
    await taken(clinic, a_row())
    conversation = await talk(clinic)
    async with clinic.wiring.unit_of_work() as uow:
        sent = {
            purpose: await uow.messages.add_outbound(a_text(conversation, purpose, clinic))
            for purpose in ("reply", "emergency")
        }
        await uow.commit()

    result = await taken(clinic, a_row(status="cancelled"))

    assert result == ImportResult(cancelled=1)
    assert (await visit(clinic)).status == "cancelled"
    async with clinic.wiring.unit_of_work() as uow:
        states = {purpose: (await uow.messages.get(key)).status for purpose, key in sent.items()}
    assert states == {"reply": "cancelled", "emergency": "waiting"}
    assert (await taken(clinic, a_row(status="cancelled"))) == ImportResult(unchanged=1)
    assert (await taken(clinic, a_row(status="booked"))) == ImportResult(changed=1)


def a_text(conversation: Conversation, purpose: str, world: World) -> Message:
    return Message(
        id=0,
        conversation_id=conversation.id,
        number_id=conversation.number_id,
        direction="out",
        channel="sms",
        purpose=purpose,
        text="words",
        at=world.clock.now(),
        by="previsit",
        status="waiting",
    )


async def test_one_bad_row_keeps_the_whole_file_out(clinic: World):
    with pytest.raises(ImportRefused, match="row 3, phone") as refusal:
        await taken(clinic, a_row(), a_row(visit_id="B", phone="555", patient_name="Zoe Secret"))

    assert "Secret" not in str(refusal.value)
    async with clinic.wiring.unit_of_work() as uow:
        assert await uow.visits.all_ids() == []


async def test_an_unknown_clinic_is_named_together_with_the_other_bad_rows(clinic: World):
    with pytest.raises(ImportRefused) as refusal:
        await taken(clinic, a_row(clinic="Oak Street"), a_row(visit_id="B", phone="555"))

    assert [(bad.row, bad.column) for bad in refusal.value.bad_rows] == [(2, "clinic"), (3, "phone")]
    assert "'Oak Street' is no clinic here. Clinics: Maple Street Clinic" in str(refusal.value)


async def test_a_clinic_cannot_reach_the_visit_of_another_by_its_id(clinic: World):
    await taken(clinic, a_row())
    await clinic.a_clinic("Oak Street Clinic")

    with pytest.raises(ImportRefused, match="belongs to a visit of another clinic"):
        await taken(clinic, a_row(clinic="Oak Street Clinic", patient_name="Somebody Else"))

    assert (await visit(clinic)).details == replace((await visit(clinic)).details, patient_name="Maria Lopez")


async def test_the_language_and_flow_that_a_conversation_began_with_are_the_patients(clinic: World):
    await taken(clinic, a_row())
    async with clinic.wiring.unit_of_work() as uow:
        found = await visit(clinic)
        await uow.visits.update(found.id, started_at=clinic.clock.now(), language="es")
        await uow.commit()

    result = await taken(clinic, a_row(flow="new_patient"))

    assert result == ImportResult(unchanged=1)
    assert (await visit(clinic)).language == "es"
    assert (await talk(clinic)).session.flow == "adult_follow_up"


async def test_a_flow_that_the_clinic_has_not_is_named_with_those_it_has(clinic: World):
    with pytest.raises(ImportRefused, match=r"row 2, flow: 'adult_followup' is no flow .* adult_follow_up"):
        await taken(clinic, a_row(flow="adult_followup"))


async def test_before_the_invitation_the_clinic_may_still_choose_language_and_flow(clinic: World):
    await taken(clinic, a_row())

    result = await taken(clinic, a_row(flow="new_patient", language="es"))

    assert result == ImportResult(changed=1)
    conversation = await talk(clinic)
    assert (conversation.session.flow, conversation.language, (await visit(clinic)).language) == (
        "new_patient",
        "es",
        "es",
    )


async def test_a_corrected_phone_gets_its_own_consent_and_the_texts(clinic: World):
    await taken(clinic, a_row())

    result = await taken(clinic, a_row(phone="+12025550199"))

    found = await visit(clinic)
    assert result == ImportResult(changed=1)
    assert await phone_of(clinic, found) == "+12025550199"
    assert (await talk(clinic)).number_id == found.number_id
    assert [entry[0] for entry in await ledger(clinic)] == ["texting", "texting"]


async def test_a_withdrawn_consent_is_written_down_and_stops_texts(clinic: World):
    await taken(clinic, a_row())

    result = await taken(clinic, a_row(consent_texting="no"))

    assert result == ImportResult(changed=1)
    assert not (await visit(clinic)).consent_texting
    assert [entry[0] for entry in await ledger(clinic)] == ["texting", "texting_withdrawn"]


async def test_an_import_never_lifts_an_opt_out(clinic: World):
    await taken(clinic, a_row())
    async with clinic.wiring.unit_of_work() as uow:
        await uow.numbers.update((await visit(clinic)).number_id, opted_out_at=clinic.clock.now())
        await uow.commit()

    await taken(clinic, a_row(consent_recorded_at="2026-12-01T10:00:00-05:00", minutes="20"))

    async with clinic.wiring.unit_of_work() as uow:
        assert (await uow.numbers.get((await visit(clinic)).number_id)).opted_out_at is not None


async def test_many_rows_are_taken_together_and_again(clinic: World):
    rows = [a_row(visit_id=f"V-{n}", phone=f"+1202555{n:04}") for n in range(100, 200)]

    assert await taken(clinic, *rows) == ImportResult(added=100)
    assert await taken(clinic, *rows) == ImportResult(unchanged=100)


async def test_a_new_visit_that_is_long_over_is_a_bad_row(clinic: World):
    with pytest.raises(ImportRefused) as refusal:
        await taken(clinic, a_row(), a_row(visit_id="B", starts_at="2025-12-14T09:05:00-05:00"))

    assert [(bad.row, bad.column) for bad in refusal.value.bad_rows] == [(3, "starts_at")]
    assert "in the past" in str(refusal.value)


async def test_the_export_of_every_night_may_hold_what_has_been_and_who_walked_in(clinic: World):
    await taken(clinic, a_row())
    clinic.clock.at = datetime(2026, 12, 20, 6, 0, tzinfo=timezone.utc)  # one in the morning in New York

    result = await taken(
        clinic,
        a_row(),
        a_row(visit_id="walk-in", starts_at="2026-12-19T09:05:00-05:00"),
        a_row(visit_id="never-came", starts_at="2026-12-10T09:05:00-05:00", status="cancelled"),
    )

    assert result == ImportResult(added=2, unchanged=1)
    async with clinic.wiring.unit_of_work() as uow:
        assert await uow.visits.due("invitation", clinic.clock.now()) == []
