"""Flows as FHIR Questionnaires: nothing is lost on the way out and back, and others' come in as drafts."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.checks.running import checked
from bot.flow.library import FlowError, flows, load_flow, parse_flow
from integrations.cli.flows import imported
from integrations.questionnaires.exported import questionnaire
from integrations.questionnaires.imported import imported as read
from integrations.questionnaires.shared import TRANSLATION
from integrations.questionnaires.valid import NoQuestionnaire
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


def flow_text(resource: dict[str, Any]) -> str:
    return read(resource, otherwise="intake").text


@pytest.mark.parametrize("name", flows())
def test_a_flow_comes_back_from_fhir_as_it_was(name: str):
    flow = load_flow(name)
    sent = json.loads(json.dumps(questionnaire(flow)))

    back = parse_flow(flow_text(sent), f"{name}.yml")

    assert {**vars(back), "version": ""} == {**vars(flow), "version": ""}


@pytest.mark.parametrize("check", [check for check in SAMPLES["checks"] if check != "names"])  # names are mended
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


def one_item(**item: Any) -> dict[str, Any]:
    first = {
        "linkId": "a",
        "type": "choice",
        "text": "Which?",
        "answerOption": [{"valueString": "A"}, {"valueInteger": 0}],
    }
    return {
        "resourceType": "Questionnaire",
        "title": "Intake",
        "item": [first, {"linkId": "b", "text": "What?"} | item],
    }


WHEN = [
    {"question": "a", "operator": "=", "answerString": "A"},
    {"question": "a", "operator": "exists", "answerBoolean": True},
]


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ({"type": "decimal"}, r"item\[1\].type: decimal becomes free words"),
        ({"type": "attachment"}, r"item\[1\].type: attachment becomes free words"),
        ({"type": "text", "required": True}, r"item\[1\].required: not kept; every question can be skipped"),
        ({"type": "text", "maxLength": 80}, r"item\[1\].maxLength"),
        ({"type": "choice", "answerValueSet": "http://x/y"}, r"item\[1\].answerValueSet: .*answerOption"),
        ({"type": "text", "prefix": "2."}, r"item\[1\].prefix"),
        (
            {"type": "text", "extension": [{"url": "http://x/hidden", "valueBoolean": True}]},
            r"item\[1\].extension: hidden",
        ),
        ({"type": "text", "enableWhen": WHEN, "enableBehavior": "any"}, r"enableBehavior: any; .*asked of everybody"),
        (
            {"type": "text", "enableWhen": [{"question": "a", "operator": ">", "answerInteger": 3}]},
            r"enableWhen\[0\]: > is left out",
        ),
        (
            {"type": "text", "item": [{"linkId": "c", "type": "text", "text": "More?"}]},
            r"item\[1\].item\[0\]: belongs to",
        ),
        (
            {"type": "choice", "answerOption": [{"valueDate": "2026-01-01"}, {"valueString": "x"}]},
            r"answerOption\[0\]: left out",
        ),
    ],
    ids=lambda value: None if isinstance(value, dict) else str(value)[:24].replace("\\", ""),
)
def test_nothing_that_a_flow_cannot_hold_is_dropped_without_a_word(item: dict[str, Any], says: str):
    found = read(one_item(**item), otherwise="intake")

    assert len(found.unheld) == 1 and re.search(says, found.unheld[0]), found.unheld
    assert parse_flow(found.text, "intake.yml")


def test_what_a_flow_holds_is_said_to_be_kept():
    assert read(one_item(type="text", enableWhen=WHEN[:1]), otherwise="intake").unheld == ()
    assert all(read(questionnaire(load_flow(name)), otherwise=name).unheld == () for name in flows())


def test_any_of_several_conditions_is_never_taken_for_all():
    flow = parse_flow(flow_text(one_item(type="text", enableWhen=WHEN, enableBehavior="any")), "intake.yml")

    assert flow.questions["b"].when == ()


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ({"linkId": 5, "type": "text", "text": "A?"}, "item[0].linkId"),
        ({"linkId": "1", "type": 7, "text": "A?"}, "item[0].type"),
        ({"linkId": "1", "type": "text", "text": {}}, "item[0].text"),
        ({"linkId": "1", "type": "group", "item": [{"linkId": "2", "type": "no"}]}, "item[0].item[0].type"),
        (
            {"linkId": "1", "type": "text", "enableWhen": [{"question": "x", "operator": "~", "answerInteger": 1}]},
            "item[0].enableWhen[0].operator",
        ),
        ({"linkId": "1", "type": "text", "enableBehavior": "some"}, "item[0].enableBehavior"),
        ({"linkId": "1", "type": "text", "required": "maybe"}, "item[0].required"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_value_of_another_type_is_refused_with_its_path(item: dict[str, Any], place: str):
    with pytest.raises(NoQuestionnaire, match=re.escape(f": {place}: ")):
        read({"resourceType": "Questionnaire", "item": [item]}, otherwise="x")


def test_a_questionnaire_without_a_title_is_called_by_its_name_or_its_file():
    untitled = {key: value for key, value in one_item(type="text").items() if key != "title"}

    assert parse_flow(flow_text(untitled), "f.yml").title["en"] == "intake"
    assert parse_flow(flow_text(untitled | {"name": "PreVisit"}), "f.yml").title["en"] == "PreVisit"


@given(
    st.lists(
        st.text(st.characters(blacklist_categories=["C", "Z"]), min_size=1, max_size=60),
        min_size=1,
        max_size=6,
        unique=True,
    )
)
def test_whatever_links_are_called_questions_get_names(links: list[str]):
    items = [{"linkId": link, "type": "text", "text": "What?"} for link in links]

    flow = parse_flow(flow_text({"resourceType": "Questionnaire", "title": "T", "item": items}), "f.yml")

    assert len(flow.questions) == len(links)


def test_the_command_line_says_what_was_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "q.json"
    file.write_text(json.dumps(one_item(type="quantity")), encoding="utf-8")

    imported(file)

    out = capsys.readouterr()
    assert out.err == "q.json, item[1].type: quantity becomes free words.\n" and parse_flow(out.out, "q.yml")
