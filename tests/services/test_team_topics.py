"""What the team brings up is asked about before the visit; what it is stands on the secure page, never in a text message."""

from __future__ import annotations

from bot.services.receive import Inbound, receive_message
from bot.services.review import add_topic
from tests.world import World

TOPIC = "your blood pressure"


async def test_the_patient_is_asked_about_a_topic_of_the_teams(talking_world: World) -> None:
    world = talking_world
    visit = await world.a_visit()
    await add_topic(visit.id, TOPIC, by="staff:1", uow=world.wiring.unit_of_work(), clock=world.clock)
    for text in ("yes", "my knee hurts"):
        await world.say(text)

    asked = await world.say("no thats all")

    assert "Your team has something for this visit too" in asked
    assert TOPIC not in "".join(message.text or "" for message in await world.sent())
    conversation = await world.conversation(visit)
    assert TOPIC in await _on_the_page(world, conversation.id, "repeat")

    await world.say("I take the pill at night")
    assert [(one.question, one.words) for one in (await world.agenda(visit)).filled("notes")] == [
        ("from_team", "I take the pill at night")
    ]


async def test_without_one_nothing_is_said_of_it(talking_world: World) -> None:
    world = talking_world
    await world.a_visit()
    for text in ("yes", "my knee hurts"):
        await world.say(text)

    assert "team" not in await world.say("no thats all")


async def _on_the_page(world: World, conversation: object, text: str) -> str:
    """Write in the web chat and return what is answered there."""
    inbound = Inbound("web-1", "web", text, conversation_id=conversation)  # type: ignore[arg-type]
    received = await receive_message(inbound, world.wiring.unit_of_work(), world.clock, burst_wait=0)
    await world.settle()
    return "\n".join(m.text or "" for m in await world.sent() if received.message_id in m.in_reply_to)
