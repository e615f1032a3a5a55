"""A clinic publishes another version while fifty patients are talking: none of them notices, and nothing is lost."""

from __future__ import annotations

from bot.flow.drafting.approval import Draft
from bot.flow.drafting.release import Target
from bot.flow.library import flow_text, load_flow
from bot.flow.model import Stage
from bot.records import Visit
from bot.services.flow_releases import publish
from tests.world import World

FLOW = "adult_follow_up"
PATIENTS = 50
SCRIPT = ("yes", "my knee hurts", "no thats all", "walk my dog", "a heating pad", "less pain", "no", "yes")
NEW_WORDS = "What do you want to do again?"


def phone(number: int) -> str:
    return f"+1202555{100 + number:04}"


async def say(world: World, number: int, texts: tuple[str, ...]) -> None:
    for text in texts:
        await world.text(text, phone=phone(number))
        await world.take_turns()


async def published_with_other_words_and_without_a_question(world: World) -> str:
    content = flow_text(FLOW).replace("What would you like to do again that your health makes hard now?", NEW_WORDS)
    content = content.replace("next: what_helps", "next: hopes")
    draft = Draft(FLOW, _without(content, "what_helps"), 1).handed_in(seen=1).approved("Dr. Ruiz", seen=1)
    clinic = await world.a_clinic()
    unit = world.wiring.unit_of_work()
    release = await publish(clinic.id, draft, Target(), by="staff:1", uow=unit, clock=world.clock)
    return release.version


def _without(content: str, question: str) -> str:
    start = content.index(f"  {question}:\n")
    return content[:start] + content[content.index("\n\n", start) + 2 :]


async def test_fifty_conversations_go_on_as_they_began(talking_world: World) -> None:
    world = talking_world
    visits: list[Visit] = [await world.a_visit(phone=phone(number)) for number in range(PATIENTS)]
    for number in range(PATIENTS):
        await say(world, number, SCRIPT[: number % len(SCRIPT)])

    version = await published_with_other_words_and_without_a_question(world)
    for number in range(PATIENTS):
        await say(world, number, SCRIPT[number % len(SCRIPT) :])

    for number, visit in enumerate(visits):
        conversation, agenda = await world.conversation(visit), await world.agenda(visit)
        assert conversation.flow_version == load_flow(FLOW).version != version
        assert conversation.session.stage is Stage.CONFIRMED
        assert [item.words for item in agenda.current] == ["my knee hurts"]
        said = {answer.question: answer.words for answer in agenda.answers}
        assert (said["goal"], said["what_helps"], said["hopes"]) == ("walk my dog", "a heating pad", "less pain")
        assert all(NEW_WORDS not in (message.text or "") for message in await world.sent(phone(number)))
