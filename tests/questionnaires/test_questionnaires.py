"""Flows as FHIR Questionnaires: nothing is lost on the way out and back, and others' come in as drafts."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from bot.flow.checks.running import checked
from bot.flow.library import FlowError, flows, load_flow, parse_flow
from integrations.cli.flows import imported
from integrations.questionnaires.exported import questionnaire
from integrations.questionnaires.imported import NoQuestionnaire, flow_text
from integrations.questionnaires.shared import TRANSLATION
from tests.flow.test_checks import SAMPLES, edited
from tests.flow.test_topics import FLOW as TOPICAL

SPANISH = [{"url": "lang", "valueCode": "es"}, {"url": "content", "valueString": "¿Cómo está?"}]
THEIRS: dict[str, Any] = {
    "resourceType": "Questionnaire",
    "title": "Intake",
    "item": [
        {"linkId": "1", "type": "display", "text": "Welcome"},
        {
            "linkId": "2",
            "type": "group",
            "text": "About you",
            "item": [
                {
                    "linkId": "2.1",
                    "type": "text",
                    "text": "How are you?",
                    "_text": {"extension": [{"url": TRANSLATION, "extension": SPANISH}]},
                },
                {"linkId": "2.2", "type": "boolean", "text": "Do you smoke?"},
            ],
        },
        {
            "linkId": "read_back",
            "type": "choice",
            "text": "How many?",
            "answerOption": [{"valueCoding": {"code": "few", "display": "Few"}}, {"valueString": "Many"}],
            "enableWhen": [{"question": "2.2", "operator": "=", "answerBoolean": True}],
        },
        {
            "linkId": "n",
            "type": "integer",
            "text": "Since which year?",
            "enableWhen": [{"question": "2.2", "operator": ">", "answerInteger": 3}],
        },
    ],
}


@pytest.mark.parametrize("name", flows())
def test_a_flow_comes_back_from_fhir_as_it_was(name: str):
    flow = load_flow(name)
    sent = json.loads(json.dumps(questionnaire(flow)))

    back = parse_flow(flow_text(sent), f"{name}.yml")

    assert {**vars(back), "version": ""} == {**vars(flow), "version": ""}


@pytest.mark.parametrize("check", list(SAMPLES["checks"]))
def test_so_does_every_flow_that_can_be_walked(check: str):
    for sample in SAMPLES["checks"][check].values():
        flow = checked(edited(sample), "visit.yml").flow
        if flow is not None:
            back = parse_flow(flow_text(questionnaire(flow)), "visit.yml")
            assert {**vars(back), "version": ""} == {**vars(flow), "version": ""}


def test_so_do_sections_and_questions_about_each_topic():
    back = parse_flow(flow_text(questionnaire(TOPICAL)), "visit.yml")

    assert {**vars(back), "version": ""} == {**vars(TOPICAL), "version": ""}


def test_what_is_edited_in_a_tool_for_questionnaires_is_taken_over():
    sent = deepcopy(questionnaire(load_flow("adult_follow_up")))
    goal = next(item for item in sent["item"] if item["linkId"] == "goal")
    goal["text"] = "What would you love to do?"

    assert parse_flow(flow_text(sent), "x.yml").questions["goal"].ask["en"] == "What would you love to do?"


def test_every_item_has_a_link_a_type_and_a_text_in_both_languages():
    for item in questionnaire(load_flow("chronic_review"))["item"]:
        (translation,) = item["_text"]["extension"]
        assert item["linkId"] and item["type"] and item["text"]
        assert translation["extension"][0] == {"url": "lang", "valueCode": "es"}
        assert translation["extension"][1]["valueString"]


def test_conditions_are_said_in_the_words_of_fhir():
    (asked,) = [
        item for item in questionnaire(load_flow("chronic_review"))["item"] if item["linkId"] == "what_we_can_do"
    ]

    assert asked["enableBehavior"] == "all"
    assert asked["enableWhen"] == [
        {"question": "small_step", "operator": "exists", "answerBoolean": True},
        {"question": "small_step", "operator": "!=", "answerString": "not_now"},
    ]


def test_a_questionnaire_of_others_becomes_a_draft_that_the_checks_go_through():
    result = checked(flow_text(THEIRS), "intake.yml")

    assert result.flow is not None and not result.publishable  # English where Spanish is missing
    assert list(result.flow.questions) == ["question_2_1", "question_2_2", "question_read_back", "n"]
    first, smokes, many, since = result.flow.questions.values()
    assert first.ask == {"en": "How are you?", "es": "¿Cómo está?"} and first.fills == "items"
    assert (first.section, smokes.section, many.section) == ("question_2", "question_2", None)
    assert result.flow.sections["question_2"].title["en"] == "About you"
    assert [one.kind.value for one in (smokes, many, since)] == ["yes_no", "choice", "words"]
    assert [option.label["en"] for option in many.options] == ["Few", "Many"]
    assert [(one.check, one.question, one.value) for one in many.when] == [("is", smokes.id, "yes")]
    assert "untranslated" in {finding.check.name for finding in result.findings}


@pytest.mark.parametrize(
    ("resource", "says"),
    [
        ({"resourceType": "Patient"}, "This is a Patient"),
        ({}, "file without resourceType"),
        ({"resourceType": "Questionnaire"}, "has no question"),
        (
            {"resourceType": "Questionnaire", "item": [{"linkId": "1", "type": "display", "text": "Hi"}]},
            "has no question",
        ),
    ],
)
def test_what_is_no_questionnaire_is_refused_with_a_reason(resource: dict[str, Any], says: str):
    with pytest.raises(NoQuestionnaire, match=says):
        flow_text(resource)


@pytest.mark.parametrize(
    "items",
    ['"x"', "[null]", '[{"linkId": "1", "type": "text", "text": "A?", "enableWhen": "q"}]', "[" * 100_000]
    + ['[{"linkId": "1", "type": "choice", "text": "A?", "answerOption": [{"valueCoding": 5}, {}]}]']
    + ['[{"linkId": "1", "type": "text", "text": "A?"}, {"linkId": "1", "type": "text", "text": "B?"}]'],
    ids=["text", "null", "enableWhen", "deep", "answerOption", "twice"],
)
def test_what_is_no_valid_questionnaire_is_one_clear_line(items: str, tmp_path: Path):
    file = tmp_path / "q.json"
    file.write_text(f'{{"resourceType": "Questionnaire", "title": "A", "item": {items}}}', encoding="utf-8")

    with pytest.raises(FlowError, match="q.json"):
        imported(file)
