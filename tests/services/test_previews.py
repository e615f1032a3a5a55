"""Talking to one's own draft: everything is answered as a patient would be, and everything can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from bot.flow.drafting.edits import Remove, Replace
from bot.flow.library import flow_text
from bot.services import flow_drafts, previews
from bot.simulation.preview import MOST_TEXTS, Cue, Preview, Whom
from tests.world import World

FLOW, BY = "adult_follow_up", "staff:1"


class Author:
    """Somebody who tries a flow out."""

    def __init__(self, world: World, clinic_id: UUID) -> None:
        self.world, self.at = world, (clinic_id, FLOW)

    @property
    def _now(self) -> dict[str, Any]:
        return {"by": BY, "uow": self.world.wiring.unit_of_work(), "clock": self.world.clock}

    async def texts(self, *said: str, hours: int = 0) -> None:
        for says in said:
            await previews.say(*self.at, Cue(says, hours), **self._now)

    async def does(self, step: Any, *given: Any) -> None:
        await step(*self.at, *given, **self._now)

    async def removes(self, question: str) -> None:
        await flow_drafts.begin(*self.at, **self._now)
        await flow_drafts.edit(*self.at, Remove(question), seen=0, **self._now)

    async def preview(self) -> Preview:
        async with self.world.wiring.unit_of_work() as uow:
            preview = await uow.previews.find(*self.at, BY)
        assert preview is not None
        return preview

    async def talk(self) -> list[dict[str, Any]]:
        """Let everything be answered, and return the exchanges."""
        await self.world.settle()
        preview = await self.preview()
        assert preview.shown is not None and not preview.waiting
        talk: list[dict[str, Any]] = preview.shown["talk"]
        return talk


@pytest.fixture
async def author(talking_world: World) -> Author:
    return Author(talking_world, (await talking_world.a_clinic()).id)


async def test_the_agenda_grows_and_the_words_stay_the_patients(author: Author) -> None:
    await author.texts("yes", "my knee hurts on the stairs", "DONE")

    talk = await author.talk()

    shown = (await author.preview()).shown
    assert shown is not None
    assert [one["then"] for one in talk] == ["main_concern", "something_else", "goal"]
    assert [topic["words"] for topic in shown["topics"]] == ["my knee hurts on the stairs"]


async def test_a_danger_sign_shows_its_alert_and_the_emergency_line(author: Author) -> None:
    await author.texts("yes", "I have crushing chest pain right now")

    last = (await author.talk())[-1]

    assert "911" in last["reply"] and last["then"] == "go_on"
    assert last["alerts"] == [{"tier": "T1", "kind": "chest_pain"}]


async def test_the_clock_moves_and_after_the_visit_nothing_is_asked(author: Author) -> None:
    await author.texts("yes")
    await author.texts("my knee", hours=240)

    assert "Your visit has passed" in (await author.talk())[-1]["reply"]


async def test_the_last_text_is_taken_back_and_a_start_over_is_in_the_other_language(author: Author) -> None:
    await author.texts("yes", "my knee")
    await author.does(previews.take_back)
    assert len(await author.talk()) == 1

    await author.does(previews.start_over, Whom("es"))
    await author.texts("sí")

    assert "¿De qué quiere hablar ante todo?" in (await author.talk())[-1]["reply"]


async def test_one_is_the_patient_that_a_question_is_for(author: Author) -> None:
    await flow_drafts.begin(*author.at, **author._now)
    for_children = flow_text(FLOW).replace("    fills: items\n    next: something_else\n", CHILDREN, 1)
    await flow_drafts.edit(*author.at, Replace(for_children), seen=0, **author._now)

    asked = []
    for age in (8, 40):
        await author.does(previews.start_over, Whom(age=age))
        await author.texts("yes")
        asked.append((await author.talk())[-1]["then"])

    assert asked == ["main_concern", "something_else"]


async def test_the_teams_topics_are_named_in_the_web_chat_and_not_in_a_text(author: Author) -> None:
    said = {}
    for channel in ("sms", "web"):
        await author.does(previews.start_over, Whom(team_topics=2, channel=channel))
        await author.texts("yes", "my knee", "DONE")
        said[channel] = (await author.talk())[-1]

    assert said["sms"]["then"] == said["web"]["then"] == "from_team"
    assert "Vaccines" in said["web"]["reply"] and "Vaccines" not in said["sms"]["reply"]


async def test_after_the_visit_the_patient_is_asked_how_it_went(author: Author) -> None:
    await author.texts("yes", "my knee", "DONE")
    await author.texts("2", hours=174)

    last = (await author.talk())[-1]

    assert "Did the visit help?" in last["came"] and "STOP" in last["came"]
    assert last["then"] == "still_open"


@pytest.mark.parametrize("whom", [Whom(team_topics=4), Whom(team_topics=-1), Whom(channel="fax")])
async def test_what_a_patient_cannot_be_is_refused(author: Author, whom: Whom) -> None:
    with pytest.raises(previews.NotSaid, match="sms, web"):
        await author.does(previews.start_over, whom)


async def test_an_age_that_nobody_has_is_refused(author: Author) -> None:
    with pytest.raises(previews.NotSaid, match="0 to 120"):
        await author.does(previews.start_over, Whom(age=-1))


CHILDREN = "    fills: items\n    when: {age_under: 18}\n    next: something_else\n"


async def test_the_same_can_be_said_to_the_draft_as_it_is_now(author: Author) -> None:
    await author.texts("yes", "my knee", "DONE", "walk again")
    assert (await author.talk())[-1]["then"] == "what_helps"
    await author.removes("what_helps")

    await author.does(previews.say_again)

    assert (await author.talk())[-1]["then"] == "hopes"


@pytest.mark.parametrize(
    ("cue", "problem"),
    [(Cue("  "), "Type what"), (Cue("a" * 1601), "at most 1600"), (Cue("yes", -1), "within two weeks")],
)
async def test_what_cannot_be_said_is_refused_and_what_was_said_stays(cue: Cue, problem: str, author: Author) -> None:
    await author.texts("yes")

    with pytest.raises(previews.NotSaid, match=problem):
        await author.does(previews.say, cue)

    assert len((await author.preview()).cues) == 1


async def test_a_talk_without_end_is_refused(author: Author) -> None:
    async with author.world.wiring.unit_of_work() as uow:
        mine = await uow.previews.find_or_add(Preview(UUID(int=1), *author.at, BY, author.world.clock.now()))
        await uow.previews.ask(replace(mine, cues=(Cue("yes"),) * MOST_TEXTS, asked=1))
        await uow.commit()

    with pytest.raises(previews.NotSaid, match="at most 60 texts"):
        await author.texts("one more")


async def test_what_is_typed_is_sealed(author: Author) -> None:
    await author.texts("a word only Mrs. Quintanilla says")
    await author.talk()

    async with author.world.wiring.engine.connect() as connection:
        rows = (await connection.execute(text("select sealed_cues, sealed_shown from flow_previews"))).all()
    assert rows and all(b"Quintanilla" not in bytes(cell) for row in rows for cell in row)


async def test_an_assistant_that_fails_is_owned_up_to(author: Author) -> None:
    author.world.wiring.assistant = Broken()
    await author.texts("yes")

    for _ in range(2):
        await author.world.settle()

    preview = await author.preview()
    assert not preview.waiting and preview.shown is None


class Broken:
    async def read(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("broken")

    take = opinion = read

    def action_after(self, intent: str) -> str:
        raise RuntimeError("broken")
