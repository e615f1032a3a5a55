"""A flow that is written reads as the same flow again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.flow.checks.running import checked
from bot.flow.library import flows, load_flow, parse_flow
from bot.flow.model import Flow, Line, Script, Unclear
from bot.flow.written import written
from tests.flow.test_checks import SAMPLES, edited


def again(flow: Flow) -> Flow:
    return replace(parse_flow(written(flow), f"{flow.name}.yml"), version=flow.version)


@pytest.mark.parametrize("name", flows())
def test_a_shipped_flow_comes_back_as_it_was(name: str):
    assert again(load_flow(name)) == load_flow(name)


@pytest.mark.parametrize("name", list(SAMPLES["checks"]))
def test_so_does_every_flow_that_can_be_walked(name: str):
    for sample in SAMPLES["checks"][name].values():
        flow = checked(edited(sample), "visit.yml").flow
        assert flow is None or again(flow) == flow


def test_what_a_reader_would_fill_in_is_left_out_and_the_rest_is_kept():
    flow = load_flow("adult_follow_up")
    goal = replace(flow.questions["goal"], unclear=Unclear(2, "hopes"), core=False, repeat=3)
    changed = replace(flow, max_prompts=7, also_ask=("goal",), questions={**flow.questions, "goal": goal})

    assert again(changed) == changed
    assert "max_prompts" not in written(flow) and "speaker" not in written(flow)


@pytest.mark.parametrize(
    "words", ["a: b", "- no", "'quoted'", '"double"', "# not a comment", "yes", "1", "ñ ¿? 👍", "{x}"]
)
def test_no_wording_is_changed_by_writing_it(words: str):
    flow = load_flow("adult_follow_up")
    goal = replace(flow.questions["goal"], ask={"en": words, "es": words})
    changed = replace(flow, questions={**flow.questions, "goal": goal})

    assert again(changed).questions["goal"].ask == {"en": words, "es": words}


def test_the_tests_of_a_flow_are_written_and_read_as_they_were() -> None:
    lines = (Line("yes", "main_concern"), Line("crushing chest pain now", "go_on", hours=3, alert="T1"))
    flow = replace(load_flow("adult_follow_up"), tests=(Script("pain", "es", lines, 0, 8, "annual"),))

    assert parse_flow(written(flow), "adult_follow_up.yml").tests == flow.tests
