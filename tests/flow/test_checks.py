"""Every check of flows: it finds what it is for, names the line and the fix, and leaves alone what is well."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.flow.checks.catalogue import CHECKS, STRUCTURE
from bot.flow.checks.check import Check, Level
from bot.flow.checks.running import checked
from bot.flow.library import flow_text, flows

SAMPLES = YAML(typ="safe", pure=True).load((Path(__file__).parent / "checks.yml").read_text(encoding="utf-8"))
NAMED = {check.name: check for check in CHECKS}
SPEAKS = {"title": {"en": "Talk", "es": "Charla"}, "when": {"language": "en"}}
SPANISH = {"title": {"en": "More", "es": "Más"}, "when": {"language": "es"}}


def edited(edits: Mapping[str, Any]) -> str:
    flow = deepcopy(SAMPLES["base"])
    for place, value in edits.items():
        *above, last = place.split(".")
        part = flow
        for key in above:
            part = part[key]
        if value is None:
            part.pop(last, None)
        else:
            part[last] = deepcopy(value)
    written = StringIO()
    yaml = YAML(pure=True)
    yaml.width = 1000
    yaml.dump(flow, written)
    return written.getvalue()


def names(text: str) -> list[str]:
    return [finding.check.name for finding in checked(text, "clinic/visit.yml").findings]


def test_every_check_has_a_flow_it_finds_and_one_it_leaves_alone_and_its_file():
    folder = Path("bot/flow/checks")

    assert list(SAMPLES["checks"]) == [check.name for check in CHECKS]
    assert all((folder / f"{check.name}.py").is_file() for check in CHECKS)
    assert len(CHECKS) >= 30


def test_nothing_is_found_in_a_flow_that_is_well():
    assert names(edited({})) == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_finds_what_it_is_for_with_its_line_and_leaves_the_like_alone(check: Check):
    samples = SAMPLES["checks"][check.name]
    text = edited(samples["bad"])
    found = [one for one in checked(text, "clinic/visit.yml").findings if one.check is check]

    assert found, names(text)
    assert all(1 <= one.place.line <= len(text.splitlines()) for one in found)
    assert all(str(one).startswith(f"clinic/visit.yml, {one.place}: ") and check.fix in str(one) for one in found)
    assert check.name not in names(edited(samples["good"]))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_a_check_says_why_and_what_to_do_in_whole_sentences(check: Check):
    for said in (check.reason, check.fix):
        assert said[0].isupper() and said.endswith("."), said
    assert check.example and check.level in Level


@pytest.mark.parametrize("name", flows())
def test_nothing_is_found_in_the_flows_that_come_with_previsit(name: str):
    assert [str(finding) for finding in checked(flow_text(name), f"{name}.yml").findings] == []


@pytest.mark.parametrize("check", STRUCTURE, ids=lambda check: check.name)
def test_without_a_course_there_is_no_flow(check: Check):
    result = checked(edited(SAMPLES["checks"][check.name]["bad"]), "clinic/visit.yml")

    assert result.flow is None and not result.publishable


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("lopsided_translation", {}, "10 words in English, 2 in Spanish"),
        ("unequal_translation", {}, "only the Spanish text has 3."),
        ("unequal_translation", {"questions.who.ask.es": "¿Quién? 1 Yo"}, "only the English text has 2."),
        ("cost", {}, "text messages in English"),
        ("never_true", {"questions.goal.when": {"language": "es"}, "sections": {"s": SPEAKS}, "questions.goal.section": "s"}, "Spanish"),
        ("short_wording", {}, "“Shorter” (`short`)"),
        ("no_nudge", {}, "“A nudge” (`prompt`)"),
        ("no_topics", {}, "“Topics for the visit” (`fills: items`)"),
        ("numbers_named", {}, "it names 1, 3, and"),
    ],
)  # fmt: skip
def test_a_finding_is_worded_for_who_reads_yaml_and_for_who_does_not(name: str, changes: dict[str, Any], said: str):
    text = edited(SAMPLES["checks"][name]["bad"] | changes)

    found = [str(one) for one in checked(text, "visit.yml").findings if one.check.name == name]

    assert any(said in one for one in found), found


def test_a_test_that_waits_for_years_is_an_error_at_its_line():
    lines = [{"says": "yes", "then": "main"}, {"says": "pain", "then": "more", "hours": 99_999_999_999_999}]
    text = edited({"tests": {"long": {"language": "en", "talk": lines}}})

    (found,) = checked(text, "visit.yml").findings

    assert found.check.level is Level.ERROR and "99999999999999 hours" in str(found)
    assert "hours" in text.splitlines()[found.place.line - 1]


@pytest.mark.parametrize("check", STRUCTURE, ids=lambda check: check.name)
def test_what_else_is_wrong_is_found_in_a_flow_without_a_course_too(check: Check):
    worded = {"questions.main.ask.en": "Is there anything else about your cancer?", "questions.main.prompt": None}

    found = names(edited(SAMPLES["checks"][check.name]["bad"] | worded))

    assert {check.name, "anything_else", "private_words"} <= set(found)


@pytest.mark.parametrize(
    "changes",
    [
        {"questions.who.when": {"is": {"goal": "dont_know"}, "not_said": "goal"}},
        {"questions.who.when": {"is": {"goal": "dont_know"}, "is_not": {"goal": "dont_know"}}},
        {"questions.who.when": {"items": 500}},
        {"questions.who.when": {"team_topics": 500}},
        {"sections": {"s": SPANISH}, "questions.who.section": "s", "questions.who.when": {"language": "en"}},
        {"sections": {"s": SPANISH}},
        {"questions.who.instead_of": "who", "questions.who.core": False},
    ],
    ids=["answered and not", "is and is not", "topics", "team topics", "section", "unused section", "itself"],
)
def test_what_can_never_be_asked_is_an_error(changes: dict[str, Any]):
    found = [one for one in checked(edited(changes), "visit.yml").findings if one.check.name == "never_true"]

    assert len(found) == 1 and found[0].check.level is Level.ERROR


def test_words_about_health_are_an_error_wherever_patients_are_asked_them():
    private = {"questions.who.core": False, "questions.who.ask.en": "Who helps with your diabetes? 1 Me 2 We do"}

    assert "private_words" not in names(edited(private))
    assert "private_words" in names(edited(private | {"also_ask": ["who"]}))
    assert "private_words" in names(edited({"questions.who.options.us.en": "My HIV"}))


def follow_ups(count: int, when: Any) -> dict[str, Any]:
    """Questions behind the last one of `base`, each under this condition, or under that of its number."""
    names_of = [f"more_{number}" for number in range(count)]
    leads_to = dict(zip(names_of, [*names_of[1:], "read_back"], strict=True))
    asked = {
        name: {
            "ask": {"en": "What helps you?", "es": "¿Qué le ayuda?"},
            "expect": "words",
            "fills": "notes",
            "when": when(number),
            "next": leads_to[name],
        }
        for number, name in enumerate(names_of)
    }
    return {f"questions.{name}": question for name, question in asked.items()} | {"questions.who.next": "more_0"}


@pytest.mark.parametrize("when", [{"said": "main"}, {"hours_left": 3}, {"is_not": {"who": "me"}}, {"age_at_least": 3}])
def test_questions_under_a_condition_count_too(when: dict[str, Any]):
    assert "too_many_prompts" in names(edited(follow_ups(12, lambda number: when)))


def test_what_excludes_each_other_counts_once():
    sides = [{"is": {"who": "me"}}, {"is": {"who": "us"}}]

    assert "too_many_prompts" not in names(edited(follow_ups(12, lambda number: sides[number % 2])))
    assert "too_many_prompts" in names(edited(follow_ups(12, lambda number: sides[0])))


@pytest.mark.parametrize(
    "words",
    ["Who decides? 1 We do 2 Me", "Who decides? Reply 1 for we do or 2 for me", "1: we do. 2: me. Who decides?"],
)
@pytest.mark.parametrize("form", ["ask", "short", "web"])
def test_a_number_before_the_words_of_another_choice_is_an_error(form: str, words: str):
    said = {"en": words, "es": "¿Quién decide? 1 Yo 2 Juntos"}

    assert "numbers_named" in names(edited({f"questions.who.{form}": said}))
    assert "numbers_named" not in names(edited({f"questions.who.{form}": {**said, "en": "Who decides? 1 Me 2 We do"}}))


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("two_ideas", "What hurts? Since when?"),
        ("anything_else", "Is there anything else?"),
        ("do_you_have_questions", "Do you have any questions for your doctor?"),
        ("judging_words", "Why didn't you take your pills?"),
        ("reading_grade", "Please characterize the predominant difficulties encountered following hospitalization."),
    ],
)
def test_what_is_asked_in_the_web_chat_is_checked_like_a_text(check: str, words: str):
    assert check in names(edited({"questions.goal.web": {"en": words, "es": "¿Qué quiere volver a hacer?"}}))


def test_no_hours_are_left_before_a_visit_that_has_been():
    helped = {**SAMPLES["checks"]["after_visit_part"]["good"]["questions.helped"], "when": {"hours_left": 3}}

    assert "impossible_time" in names(edited({"after_visit": "helped", "questions.helped": helped}))
