"""The difference of two versions of a flow reads as a person would tell it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.flow.diff import changes
from bot.flow.library import flow_text, flows, load_flow, parse_flow

FLOW = flow_text("adult_follow_up")


def told(*edits: tuple[str, str]) -> list[str]:
    text = FLOW
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return [str(change) for change in changes(load_flow("adult_follow_up"), parse_flow(text, "adult_follow_up.yml"))]


@pytest.mark.parametrize("name", flows())
def test_a_flow_does_not_differ_from_itself(name: str):
    assert changes(load_flow(name), load_flow(name)) == ()


def test_a_wording_is_told_in_its_language_only():
    assert told(("en: What do you want to be able to do again?", "en: What would you love to do again?")) == [
        "goal: short (en): What do you want to be able to do again? -> What would you love to do again?"
    ]


def test_a_setting_is_told_by_its_name_in_the_file():
    assert told(("repeat: 4", "repeat: 2"), ("also_ask: []", "also_ask: [decides]")) == [
        "also_ask: nothing -> decides",
        "something_else: repeat: 4 -> 2",
    ]


def test_a_question_that_comes_or_goes_is_told_with_its_words():
    added = """  sleep:
    ask: {en: How do you sleep?, es: ¿Cómo duerme?}
    expect: words
    fills: impact
    next: goal

  goal:"""
    said = told(("  goal:", added), ("next: goal", "next: sleep"))

    assert said[said.index("sleep: added") :][:6] == [
        "sleep: added",
        "sleep: ask (en): nothing -> How do you sleep?",
        "sleep: ask (es): nothing -> ¿Cómo duerme?",
        "sleep: expect: nothing -> words",
        "sleep: fills: nothing -> impact",
        "sleep: next: nothing -> goal",
    ]
    assert "from_team: next: goal -> sleep" in said
    back = [
        str(one)
        for one in changes(
            parse_flow(FLOW.replace("  goal:", added, 1).replace("next: goal", "next: sleep", 1), "a.yml"),
            parse_flow(FLOW, "a.yml"),
        )
    ]
    assert back[-3:] == [
        "sleep: removed",
        "sleep: ask (en): How do you sleep? -> nothing",
        "sleep: ask (es): ¿Cómo duerme? -> nothing",
    ]


def test_an_order_that_changed_is_told_by_the_fewest_that_moved():
    text = flow_text("new_patient")
    flow, swapped = parse_flow(text, "a.yml"), parse_flow(text, "a.yml")
    names = [*flow.questions]
    order = [names[0], names[2], names[1], *names[3:]]
    swapped = replace(swapped, questions={name: flow.questions[name] for name in order})

    assert len(changes(flow, swapped)) == 1 and changes(flow, swapped)[0].what == "moved"
    decides = replace(flow.questions["decides"], options=flow.questions["decides"].options[::-1])
    turned = replace(flow, questions={**flow.questions, "decides": decides})
    assert [one.what.split()[::2] for one in changes(flow, turned)] == [["options", "moved"]] * 3
