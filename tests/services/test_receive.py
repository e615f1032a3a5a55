"""What must follow from a message at once, with no assistant running."""

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from tests.world import PHONE, World


async def test_a_danger_sign_is_answered_and_alerted_although_no_assistant_runs(world: World):
    visit = await world.a_visit()

    await world.text("chest tight right now and my arm is numb")

    assert [(alert.tier, alert.state) for alert in await world.alerts(visit)][0] == ("T1", "open")
    assert "911" in ((await world.sent())[0].text or "")


async def test_an_opt_out_holds_for_every_conversation_of_the_number(world: World):
    await world.a_visit()
    await world.a_visit(details={"patient_id": "2"})

    await world.text("STOP")
    await world.text("STOP")

    sent = await world.sent()
    assert [m.purpose for m in sent] == ["opted_out"]
    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
    assert number is not None and number.opted_out_at == world.clock.now()


async def test_stop_with_a_danger_sign_alerts_first_and_then_stops(world: World):
    visit = await world.a_visit()

    await world.text("STOP, I want to die")

    assert [alert.tier for alert in await world.alerts(visit)][:1] == ["T1-C"]
    assert [m.purpose for m in await world.sent()] == ["crisis", "opted_out"]


async def test_after_an_opt_out_a_danger_sign_reaches_a_person_and_no_text_goes(world: World):
    visit = await world.a_visit()
    await world.text("STOP")
    world.clock.move(hours=1)

    await world.text("I can't breathe")

    assert [alert.tier for alert in await world.alerts(visit)][:1] == ["T1"]
    assert [m.purpose for m in await world.sent()] == ["opted_out"]
    assert "wrote_after_opt_out" in {task.kind for task in await world.tasks(visit)}


async def test_start_after_an_opt_out_brings_the_texts_back(talking_world: World):
    world = talking_world
    await world.a_visit()
    await world.say("STOP")
    world.clock.move(hours=1)

    reply = await world.say("START")

    assert reply
    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
    assert number is not None and number.opted_out_at is None


async def test_a_text_that_could_be_about_two_visits_is_asked_about_and_names_nobody(talking_world: World):
    world = talking_world
    first = await world.a_visit()
    second = await world.a_visit(starts_at=world.clock.now().replace(day=18))

    asked = await world.say("my knee hurts")
    await world.say("2")

    assert "Maria" not in asked and "1 " in asked and "2 " in asked
    assert not (await world.agenda(first)).items
    assert [item.words for item in (await world.agenda(second)).items] == ["my knee hurts"]


async def test_a_number_nobody_knows_gets_one_short_answer_a_day(world: World):
    await world.a_clinic()

    await world.text("hello?", phone="+12025550188")
    await world.text("hello??", phone="+12025550188")

    assert [m.purpose for m in await world.sent("+12025550188")] == ["unknown_number"]


@pytest.mark.parametrize("words", ["HELP", "help", "AYUDA"])
async def test_help_is_answered_without_the_assistant(words: str, world: World):
    await world.a_visit()

    await world.text(words)

    assert [m.purpose for m in await world.sent()] == ["help"]


async def test_after_a_crisis_help_repeats_the_crisis_text(world: World):
    await world.a_visit()
    await world.text("I am going to kill myself tonight")

    await world.text("HELP")

    assert [m.purpose for m in await world.sent()] == ["crisis", "crisis"]


async def test_a_danger_sign_in_pieces_is_seen_although_a_turn_took_the_first(talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")
    await world.say("i think im going to")
    world.clock.move(seconds=30)

    await world.text("kill myself tonight")

    assert "T1-C" in {alert.tier for alert in await world.alerts(visit)}


async def test_a_danger_sign_in_two_texts_before_the_visit_is_chosen_is_seen(world: World):
    visits = [await world.a_visit(), await world.a_visit(details={"patient_id": "2"})]
    await world.text("my chest")

    await world.text("hurts really bad right now")

    assert [[alert.tier for alert in await world.alerts(visit)] for visit in visits] == [["T1"], ["T1"]]


async def test_two_whole_answers_are_not_read_as_one_sentence(talking_world: World):
    world = talking_world
    visit = await world.a_visit(language="es")
    await world.say("si")
    await world.say("me duele la cabeza")
    world.clock.move(seconds=5)

    await world.say("ya no aguanto la espalda")

    assert not [alert for alert in await world.alerts(visit) if alert.tier != "T3"]


async def test_words_of_some_minutes_ago_are_not_put_together_with_new_ones(world: World):
    visit = await world.a_visit()
    await world.text("my chest")
    world.clock.move(minutes=4)

    await world.text("hurts really bad right now")

    assert await world.alerts(visit) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "cancelled"},
        {"consent_texting": False},
        {"starts_at": datetime(2026, 10, 1, tzinfo=timezone.utc)},
    ],
    ids=["cancelled", "without consent", "long past"],
)
async def test_a_danger_sign_of_somebody_without_an_open_visit_is_answered_and_alerted(changes: Any, world: World):
    visit = await world.a_visit(**changes)

    await world.text("my chest is tight right now and my arm is numb")
    await world.text("I want to kill myself")

    assert {alert.tier for alert in await world.alerts(visit) if alert.state == "open"} == {"T1", "T1-C"}
    assert [m.purpose for m in await world.sent()] == ["emergency", "crisis"]


async def test_somebody_without_an_open_visit_is_told_so_and_a_person_reads_it(world: World):
    visit = await world.a_visit(status="cancelled")

    await world.text("can i come at another time")

    assert [m.purpose for m in await world.sent()] == ["no_visit_open"]
    assert [task.kind for task in await world.tasks(visit)] == ["wrote_without_visit"]


async def test_a_stranger_in_danger_is_told_where_help_is_each_time_and_a_person_is_told(world: World):
    clinic, stranger = await world.a_clinic(), "+12025550188"

    await world.text("i cant breathe help", phone=stranger)
    await world.text("I want to kill myself", phone=stranger)

    assert [m.purpose for m in await world.sent(stranger)] == ["stranger_in_danger"] * 2
    assert all("911" in (m.text or "") and "988" in (m.text or "") for m in await world.sent(stranger))
    async with world.wiring.unit_of_work() as uow:
        tasks = await uow.tasks.open_of_clinic(clinic.id)
    assert [task.kind for task in tasks] == ["stranger_in_danger"] * 2


async def test_a_stranger_who_is_beaten_gets_a_line_that_may_be_read_by_anybody(world: World):
    await world.a_clinic()

    await world.text("my husband hits me", phone="+12025550188")

    assert [m.purpose for m in await world.sent("+12025550188")] == ["unknown_number"]


async def test_of_two_people_on_one_phone_the_one_not_yet_invited_is_asked_about_too(talking_world: World):
    world = talking_world
    bob = await world.a_visit(details={"patient_id": "1"})
    carla = await world.a_visit(invited_at=None, details={"patient_id": "2"})

    asked = await world.say("START")
    await world.say("2")
    await world.say("my back")

    assert "1 " in asked and "2 " in asked
    assert not (await world.agenda(bob)).items
    assert [item.words for item in (await world.agenda(carla)).items] == ["my back"]


async def test_a_later_visit_of_the_same_person_is_not_asked_about_before_its_time(talking_world: World):
    world = talking_world
    soon = await world.a_visit()
    await world.a_visit(invited_at=None, starts_at=world.clock.now() + timedelta(days=40))

    await world.say("yes")
    await world.say("my back")

    assert [item.words for item in (await world.agenda(soon)).items] == ["my back"]


async def test_who_shares_a_phone_is_asked_again_the_next_day(talking_world: World):
    world = talking_world
    await world.a_visit()
    await world.a_visit(details={"patient_id": "2"})
    await world.say("yes")
    await world.say("2")
    same_day = await world.say("my back")
    world.clock.move(days=1)

    next_day = await world.say("and my knee")

    assert "Which visit" not in same_day
    assert "Which visit" in next_day


async def test_a_phrase_that_the_clinic_added_is_answered_and_alerted_there_and_nowhere_else(world: World):
    await world.a_clinic(danger_phrases="fistula stopped buzzing")
    visit = await world.a_visit()

    await world.text("my fistula stopped buzzing")
    await world.settle()

    (alert,) = await world.alerts(visit)
    assert (alert.tier, alert.kind, alert.state) == ("T2", "clinic_phrase", "open")
    assert any("Call us today" in (message.text or "") for message in await world.sent())


async def test_a_clinic_without_the_phrase_takes_it_for_an_answer(world: World):
    visit = await world.a_visit()

    await world.text("my fistula stopped buzzing")

    assert await world.alerts(visit) == []
