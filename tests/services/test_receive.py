"""What must follow from a message at once, with no assistant running."""

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


async def test_words_of_some_minutes_ago_are_not_put_together_with_new_ones(world: World):
    visit = await world.a_visit()
    await world.text("my chest")
    world.clock.move(minutes=2)

    await world.text("hurts really bad right now")

    assert await world.alerts(visit) == []
