"""The conversation that the README opens with is what a patient reads, letter by letter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.services.outreach import invite
from tests.world import World

README = Path(__file__).parent.parent.parent / "README.md"
PATIENT, CLINIC = "Rosa", "Maple Street Clinic"


def shown() -> Iterator[tuple[str, str]]:
    """Yield (speaker, text) of the README's first block; lines that are broken for the page are joined."""
    block = README.read_text("utf-8").split("```text\n", 1)[1].split("\n```", 1)[0]
    speaker, said = "", ""
    for line in block.splitlines():
        name = line[:22].strip()
        if name:
            yield from [(speaker, said)] if speaker else []
            speaker, said = name, ""
        said = f"{said} {line[22:].strip()}".strip()
    yield speaker, said


async def test_the_conversation_of_the_readme_is_what_is_said(talking_world: World):
    world = talking_world
    visit = await world.a_visit(invited_at=None)
    await invite(visit.id, world.wiring.unit_of_work(), world.clock)
    heard = [(CLINIC, (await world.sent())[0].text or "")]

    for speaker, text in shown():
        if speaker == PATIENT:
            heard += [(PATIENT, text), (CLINIC, await world.say(text))]

    assert [(speaker, " ".join(text.split())) for speaker, text in heard] == list(shown())
