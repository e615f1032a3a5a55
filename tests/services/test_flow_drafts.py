"""A draft keeps every change, in the order it was made, whoever makes it, until it is published or thrown away."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest

from bot.flow.drafting.approval import DraftRefused, Stage
from bot.flow.drafting.edits import Edit, Insert, Remove, Replace, Reword
from bot.flow.drafting.history import folded
from bot.flow.drafting.open_draft import OpenDraft
from bot.flow.drafting.release import Target
from bot.flow.library import FlowError, flow_text, parse_flow
from bot.services import flow_drafts, flow_releases
from tests.world import World

FLOW = "adult_follow_up"


class Author:
    """Somebody who works on one draft of a clinic."""

    def __init__(self, world: World, clinic_id: UUID, by: str = "staff:1") -> None:
        self.world, self.clinic_id, self.by = world, clinic_id, by
        self.at = (clinic_id, FLOW)

    @property
    def _now(self) -> dict[str, Any]:
        return {"uow": self.world.wiring.unit_of_work(), "clock": self.world.clock}

    async def begins(self) -> None:
        await flow_drafts.begin(*self.at, by=self.by, **self._now)

    async def changes(self, change: Edit, seen: int | None = None) -> None:
        seen = await self.revision() if seen is None else seen
        await flow_drafts.edit(*self.at, change, seen=seen, by=self.by, **self._now)

    async def undoes(self) -> None:
        await flow_drafts.undo(*self.at, seen=await self.revision(), uow=self.world.wiring.unit_of_work())

    async def redoes(self) -> None:
        await flow_drafts.redo(*self.at, seen=await self.revision(), uow=self.world.wiring.unit_of_work())

    async def hands_in(self) -> None:
        await flow_drafts.hand_in(*self.at, seen=await self.revision(), by=self.by, **self._now)

    async def approves(self, clinician: str = "Dr. Ruiz") -> None:
        seen = await self.revision()
        await flow_drafts.approve(*self.at, clinician=clinician, seen=seen, by="staff:clinician", **self._now)

    async def publishes(self) -> str:
        seen = await self.revision()
        release = await flow_drafts.publish_draft(*self.at, Target(), seen=seen, by=self.by, **self._now)
        return release.version

    async def draft(self) -> OpenDraft:
        found = await self.drafts()
        assert len(found) == 1
        return found[0]

    async def drafts(self) -> list[OpenDraft]:
        async with self.world.wiring.unit_of_work() as uow:
            return await uow.drafts.of_clinic(self.clinic_id)

    async def revision(self) -> int:
        found = await self.drafts()
        return found[0].revision if found else 0


@pytest.fixture
async def author(world: World) -> Author:
    made = Author(world, (await world.a_clinic()).id)
    await made.begins()
    return made


def says(words: str) -> Edit:
    return Reword("goal", {"ask": {"en": words, "es": "¿Qué quiere lograr?"}})


async def asks(author: Author) -> str:
    return parse_flow((await author.draft()).content, f"{FLOW}.yml").questions["goal"].ask["en"]


async def test_a_draft_begins_with_what_visits_get_now(author: Author) -> None:
    assert (await author.draft()).content == flow_text(FLOW)
    await author.changes(says("What do you want to do again?"))
    await author.hands_in()
    await author.approves()
    await author.publishes()

    await author.begins()

    assert await asks(author) == "What do you want to do again?"


async def test_beginning_twice_keeps_the_open_draft(author: Author) -> None:
    await author.changes(says("What do you want to do again?"))

    await author.begins()

    assert await asks(author) == "What do you want to do again?"


async def test_a_stored_draft_is_the_fold_of_its_edits(author: Author) -> None:
    await author.changes(says("What do you want to do again?"))
    await author.changes(Remove("what_helps"))
    await author.undoes()
    asked = {"en": "Do you live alone?", "es": "¿Vive sin compañía?"}
    await author.changes(Insert("alone", "goal", asked, "yes_no", "access_needs", when={"said": "goal"}))

    draft = await author.draft()

    assert [type(made.edit) for made in draft.edits] == [Reword, Insert]
    assert draft.content == folded(draft.base, [made.edit for made in draft.done], f"{FLOW}.yml")


async def test_changes_are_undone_and_done_again_one_by_one(author: Author) -> None:
    for words in ("One?", "Two?", "Three?"):
        await author.changes(says(words))
    await author.undoes()
    await author.undoes()
    assert await asks(author) == "One?"

    await author.redoes()
    assert await asks(author) == "Two?"
    await author.changes(says("Four?"))
    with pytest.raises(DraftRefused, match="Nothing was undone"):
        await author.redoes()
    await author.undoes()
    await author.undoes()
    await author.undoes()
    assert (await author.draft()).content == flow_text(FLOW)
    with pytest.raises(DraftRefused, match="nothing to undo"):
        await author.undoes()


async def test_of_two_people_who_edit_the_same_page_the_second_is_told(author: Author) -> None:
    both = [author.changes(says(words), seen=0) for words in ("Mine?", "Hers?")]

    done = await asyncio.gather(*both, return_exceptions=True)

    refused = [one for one in done if isinstance(one, Exception)]
    assert len(refused) == 1 and isinstance(refused[0], DraftRefused)
    assert len((await author.draft()).edits) == 1


async def test_a_change_that_changes_nothing_or_cannot_be_made_is_not_remembered(author: Author) -> None:
    draft = await author.draft()
    await author.changes(Replace(draft.content))
    with pytest.raises(FlowError, match="no question 'gaol'"):
        await author.changes(Remove("gaol"))

    assert await author.draft() == draft


async def test_what_is_approved_and_then_changed_needs_approval_again(author: Author) -> None:
    await author.changes(says("What do you want to do again?"))
    await author.hands_in()
    await author.approves()
    await author.undoes()

    assert (await author.draft()).stage is Stage.DRAFT
    with pytest.raises(DraftRefused, match="not approved"):
        await author.publishes()
    assert len(await author.drafts()) == 1


async def test_publishing_closes_the_draft(author: Author) -> None:
    await author.changes(says("What do you want to do again?"))
    await author.hands_in()
    await author.approves()

    version = await author.publishes()

    assert await author.drafts() == []
    async with author.world.wiring.unit_of_work() as uow:
        releases = await uow.releases.of_clinic(author.clinic_id)
    assert [(one.version, one.approved_by) for one in releases] == [(version, "Dr. Ruiz")]
    with pytest.raises(DraftRefused, match="published or thrown away"):
        await author.changes(says("Late?"))


async def test_a_draft_that_is_thrown_away_is_gone_and_a_new_one_begins_afresh(author: Author) -> None:
    await author.changes(says("What do you want to do again?"))

    await flow_drafts.throw_away(*author.at, seen=await author.revision(), **author._now)
    await author.begins()

    assert (await author.draft()).content == flow_text(FLOW)


async def test_two_clinics_have_drafts_of_their_own(author: Author, world: World) -> None:
    other = Author(world, (await world.a_clinic("Oak Street Clinic")).id)
    await other.begins()

    await author.changes(says("What do you want to do again?"))

    assert (await other.draft()).content == flow_text(FLOW)


async def test_going_back_after_publishing_gives_what_was_before(author: Author) -> None:
    first = await author.draft()
    for words in ("What do you want?", "What do you wish?"):
        await author.begins()
        await author.changes(says(words))
        await author.hands_in()
        await author.approves()
        await author.publishes()
        author.world.clock.move(minutes=1)

    await flow_releases.roll_back(*author.at, Target(), leaving=None, by=author.by, **author._now)
    await author.begins()

    assert await asks(author) == "What do you want?" and first.base == flow_text(FLOW)
