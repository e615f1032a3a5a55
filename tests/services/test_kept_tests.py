"""A conversation kept as a test of a flow: it is said again before a clinician can approve."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.flow.drafting.approval import DraftRefused, Stage
from bot.flow.drafting.kept_tests import DropTest, KeepTest
from bot.flow.library import FlowError, load_flow, parse_flow
from bot.flow.model import Condition, Line, Script
from bot.simulation.rehearsal import problems
from tests.services.test_flow_drafts import Author
from tests.services.test_previews import Broken
from tests.world import World

TALK = [{"says": "yes", "then": "main_concern"}, {"says": "my knee hurts", "then": "something_else"}]
GOOD = {"language": "en", "topics": 1, "talk": TALK}
WRONG = {**GOOD, "talk": [TALK[0], {"says": "my knee hurts", "then": "goal"}]}
FLOW = load_flow("adult_follow_up")


@pytest.fixture
async def author(talking_world: World) -> Author:
    one = Author(talking_world, (await talking_world.a_clinic()).id)
    await one.begins()
    return one


async def test_a_draft_whose_tests_go_as_written_is_approved(author: Author) -> None:
    await author.changes(KeepTest("knee", GOOD))
    await author.hands_in()

    with pytest.raises(DraftRefused, match="still being run"):
        await author.approves()
    await author.world.settle()
    await author.approves()

    assert (await author.draft()).stage is Stage.APPROVED
    assert parse_flow((await author.draft()).content, "adult_follow_up.yml").tests[0].name == "knee"


async def test_a_draft_with_a_test_that_goes_otherwise_is_not_approved(author: Author) -> None:
    await author.changes(KeepTest("knee", WRONG))
    await author.hands_in()
    await author.world.settle()

    with pytest.raises(DraftRefused, match="Test knee, text 2: leads to something_else, not to goal"):
        await author.approves()


async def test_an_edit_after_the_tests_ran_has_them_run_again(author: Author) -> None:
    await author.changes(KeepTest("knee", WRONG))
    await author.hands_in()
    await author.world.settle()

    await author.changes(KeepTest("knee", GOOD))
    await author.hands_in()
    assert not (await author.draft()).tested
    await author.world.settle()
    await author.approves()


async def test_an_assistant_that_fails_on_the_tests_is_owned_up_to_and_they_can_be_run_again(author: Author) -> None:
    await author.changes(KeepTest("knee", GOOD))
    wiring = author.world.wiring
    wiring.assistant, good = Broken(), wiring.assistant
    await author.hands_in()
    for _ in range(2):
        await author.world.settle()
    with pytest.raises(DraftRefused, match="The assistant failed"):
        await author.approves()

    wiring.assistant = good
    del wiring.reader
    await author.hands_in()
    await author.world.settle()
    await author.approves()


async def test_a_test_is_taken_out_and_one_that_is_not_there_cannot_be(author: Author) -> None:
    before = (await author.draft()).content
    await author.changes(KeepTest("knee", GOOD))
    await author.changes(DropTest("knee"))

    assert (await author.draft()).content == before
    with pytest.raises(FlowError, match="no test 'knee'. Tests: none"):
        await author.changes(DropTest("knee"))


async def test_a_test_is_of_the_patient_that_it_names(talking_world: World) -> None:
    main = replace(FLOW.questions["main_concern"], when=(Condition("age_under", value=18),))
    for_children = replace(FLOW, questions={**FLOW.questions, "main_concern": main})
    tests = (
        Script("child", "en", (Line("yes", "main_concern"),), age=8),
        Script("adult", "en", (Line("yes", "something_else"),)),
    )

    assert await problems(replace(for_children, tests=tests), talking_world.wiring.loaded_assistant) == ()


async def test_a_text_after_more_hours_than_a_calendar_holds_comes_long_after_the_visit(talking_world: World) -> None:
    waiting = Script("a", "en", (Line("yes", "main_concern"), *[Line("ok", "finished", hours=10**17)] * 3))

    assert await problems(replace(FLOW, tests=(waiting,)), talking_world.wiring.loaded_assistant) == ()


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        (
            Script("a", "en", (Line("yes", "main_concern"), Line("crushing chest pain now", "go_on"))),
            "raises T1, not none",
        ),
        (Script("a", "en", (Line("yes", "main_concern", alert="T1"),)), "raises no alert, not T1"),
        (Script("a", "en", (Line("yes", "main_concern"),), topics=2), "ends with 0 topics on the list, not 2"),
    ],
)
async def test_a_test_says_what_went_otherwise(script: Script, problem: str, talking_world: World) -> None:
    found = await problems(replace(FLOW, tests=(script,)), talking_world.wiring.loaded_assistant)

    assert len(found) == 1 and problem in found[0]


async def test_a_whole_talk_in_spanish_with_a_pause_and_an_opt_out_goes_as_written(talking_world: World) -> None:
    lines = (
        Line("sí", "main_concern"),
        Line("me duele la rodilla", "something_else", hours=30),
        Line("no quiero más mensajes", "opted_out"),
    )

    assert (
        await problems(replace(FLOW, tests=(Script("a", "es", lines, 1),)), talking_world.wiring.loaded_assistant) == ()
    )
