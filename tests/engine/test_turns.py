"""Turns through the real assistant: nothing lost, nothing executed, nothing answered twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from bot.services.turns import give_up_turn
from tests.world import World

if TYPE_CHECKING:  # importing Rasa takes its time
    from bot.engine.assistant import Assistant

COMMANDS = (
    "back",
    "help",
    "who reads this?",
    "repeat",
    "skip",
    "undo",
    "change",
    "talk to a person",
    "thanks",
    "in english please",
)


@pytest.mark.parametrize("command", COMMANDS)
async def test_the_answer_after_a_command_is_taken(command: str, talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")
    await world.say("my knee hurts on stairs")
    await world.say(command)

    reply = await world.say("and my back is sore every morning")

    agenda = await world.agenda(visit)
    assert reply
    assert any("back is sore" in quote.words for quote in agenda.quotes)


SLASHES = (
    "/restart",
    "  /restart",
    "/back",
    "/session_start",
    "/affirm",
    "/affirm@0.3",
    "/ affirm",
    '/inform{"answer":"x"}',
    '/affirm{"item":' + "[" * 1500,
    "/5 pain",
    "/action_restart",
)


@pytest.mark.parametrize("payload", SLASHES, ids=lambda payload: payload[:20])
async def test_a_slash_is_a_patient_s_text_and_no_command(payload: str, talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")

    received = await world.text(payload)
    await world.settle()
    reply = await world.say("my knee hurts")

    async with world.wiring.unit_of_work() as uow:
        assert (await uow.messages.get(received.message_id or 0)).text == payload
    assert reply
    assert any("my knee hurts" in item.words for item in (await world.agenda(visit)).items)


@pytest.mark.parametrize(
    "odd", ["", " ", "😩🦵", "‮evil‬", "a\x01b\x7f", "␀", "x" * 5000, "\n\n\n", "🏳️‍🌈" * 400, "מה שלומך"]
)
async def test_odd_texts_are_answered_kindly_and_the_next_one_is_fine(odd: str, talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")

    await world.say(odd)
    reply = await world.say("my knee hurts on stairs")

    assert reply
    assert any("knee" in item.words for item in (await world.agenda(visit)).items)


async def test_texts_that_arrive_together_get_one_reply_and_become_one_answer(talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")
    texts = ["my knee", "it hurts", "a lot", "when i walk"]

    ids = [(await world.text(text)).message_id for text in texts]
    await world.settle()

    replies = [m for m in await world.sent() if set(ids) & set(m.in_reply_to)]
    assert [sorted(reply.in_reply_to) for reply in replies] == [ids]
    said = " ".join(quote.words for quote in (await world.agenda(visit)).quotes)
    assert all(text in said for text in texts)


class Broken:
    """An assistant that always fails."""

    async def take(self, turn: object, sender_id: str, stored: bytes | None) -> bytes:
        raise RuntimeError("out of order")


async def test_a_turn_that_keeps_failing_keeps_the_words_tells_a_person_and_apologises(world: World):
    visit = await world.a_visit()
    world.wiring.assistant = Broken()  # type: ignore[assignment]
    await world.text("my knee hurts on stairs")

    for _ in range(4):
        await world.settle()
    await give_up_turn((await world.conversation(visit)).id, world.wiring.unit_of_work(), world.clock)

    replies = await world.sent()
    assert any("knee" in quote.words for quote in (await world.agenda(visit)).quotes)
    assert [task.kind for task in await world.tasks(visit)] == ["assistant_failed"]
    assert len(replies) == 1 and "Sorry" in (replies[0].text or "")


async def test_a_danger_sign_in_mid_conversation_gets_one_text_and_no_question(talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")

    reply = await world.say("chest tight right now and my arm is numb")
    after = await world.say("ok")

    assert "911" in reply and "?" not in reply
    assert "CONTINUE" in after and "main thing" not in after
    assert any("chest tight" in quote.words for quote in (await world.agenda(visit)).quotes)


async def test_an_image_without_text_is_answered_and_staff_are_told(talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")

    received = await world.text("", media=1)
    await world.settle()

    reply = next(m.text or "" for m in await world.sent() if received.message_id in m.in_reply_to)
    assert "pictures" in reply
    assert "picture_sent" in {task.kind for task in await world.tasks(visit)}


async def test_the_stored_tracker_holds_no_patient_words_and_does_not_grow(talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    sizes = []
    for n in range(12):
        await world.say(f"thing number {n} about my knee")
        tracker = (await world.conversation(visit)).tracker
        assert tracker is not None and b"knee" not in tracker
        sizes.append(len(json.loads(tracker)))

    assert len(set(sizes[2:])) == 1


async def test_words_a_patient_wants_deleted_before_sending_are_destroyed(talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")
    said = await world.text("my drinking got worse")
    await world.settle()

    await world.say("please delete what i said about drinking")

    async with world.wiring.unit_of_work() as uow:
        erased = await uow.messages.get(said.message_id or 0)
    assert (erased.text, erased.erased_at) == (None, world.clock.now())
    assert not any("drinking got worse" in quote.words for quote in (await world.agenda(visit)).quotes)


async def test_when_everything_is_to_be_deleted_no_word_stays_readable_not_even_in_our_own_texts(talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    for words in ("yes", "headaches every morning", "i also feel dizzy", "done", "change 1", "migraines at night"):
        await world.say(words)

    await world.say("delete everything i said")

    async with world.wiring.unit_of_work() as uow:
        texts = [m.text or "" for m in await uow.messages.of_conversation((await world.conversation(visit)).id)]
    assert not [text for text in texts for gone in ("headaches", "dizzy", "migraines") if gone in text]
    agenda = await world.agenda(visit)
    assert not agenda.current and not [quote for quote in agenda.quotes if "dizzy" in quote.words]


@pytest.mark.parametrize("before", ["  ", "\n\n", " \t ", "\u200b ", "\x07 "])
async def test_blanks_before_the_words_move_no_place(talking_world: World, assistant: Assistant, before: str):
    text = f"{before}my knee hurts on the stairs"
    parsed = await assistant.parse(text)
    visit = await talking_world.a_visit()
    await talking_world.say("yes")

    await talking_world.say(text)

    assert [text[one["start"] : one["end"]] for one in parsed["concerns"]] == [
        one["span"] for one in parsed["concerns"]
    ]
    items = (await talking_world.agenda(visit)).items
    assert len(items) == 1 and items[0].words.endswith("my knee hurts on the stairs")
