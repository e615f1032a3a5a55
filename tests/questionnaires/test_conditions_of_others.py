"""Conditions and choices of others' Questionnaires: taken over where a flow can say them, named where it cannot."""

from __future__ import annotations

from typing import Any

import pytest

from bot.flow.library import parse_flow
from bot.flow.model import Condition, Flow, Question
from integrations.questionnaires.imported import Imported
from integrations.questionnaires.imported import imported as read
from integrations.questionnaires.shared import TRANSLATION

COLOURS = [
    {"valueCoding": {"system": "http://one", "code": "G", "display": "Green"}},
    {"valueCoding": {"system": "http://two", "code": "G", "display": "Grey"}},
    {"valueString": "Blue"},
    {"valueInteger": 0},
]
FIRST: list[dict[str, Any]] = [
    {"linkId": "smokes", "type": "boolean", "text": "Do you smoke?"},
    {"linkId": "colour", "type": "choice", "text": "Which colour?", "answerOption": COLOURS},
    {"linkId": "years", "type": "integer", "text": "For how many years?"},
]
SMOKES = {"question": "smokes", "operator": "=", "answerBoolean": True}
SAID = {"question": "years", "operator": "exists", "answerBoolean": True}
PACKS = {"linkId": "packs", "type": "text", "text": "How many packs?"}


def taken(*items: dict[str, Any]) -> Imported:
    return read({"resourceType": "Questionnaire", "title": "T", "item": [*FIRST, *items]}, otherwise="x")


def flow_of(found: Imported) -> Flow:
    return parse_flow(found.text, "x.yml")


def about(*notes: str) -> list[str]:
    """Return the notes about what a test adds, not about FIRST."""
    return [note for note in notes if not note.startswith(("item[0]", "item[1]", "item[2]"))]


def asked_when(flow: Flow, name: str) -> set[tuple[str, str | None, object]]:
    question: Question = flow.questions[name]
    return {(one.check, one.question, one.value) for one in flow.conditions(question)}


def test_who_a_group_is_not_for_is_not_asked_its_questions():
    group = {"linkId": "g", "type": "group", "text": "Smoking", "enableWhen": [SMOKES], "item": [PACKS]}

    found = taken(group)

    assert flow_of(found).sections["g"].when == (Condition("is", "smokes", "yes"),)
    assert asked_when(flow_of(found), "packs") == {("is", "smokes", "yes")} and about(*found.unheld) == []


@pytest.mark.parametrize("inner", [{"text": "Packs"}, {}], ids=["titled", "untitled"])
@pytest.mark.parametrize("outer", [{"text": "Smoking"}, {}], ids=["titled", "untitled"])
def test_conditions_of_groups_within_groups_hold_together(outer: dict[str, str], inner: dict[str, str]):
    own = {**PACKS, "enableWhen": [{"question": "colour", "operator": "exists", "answerBoolean": False}]}
    within = {"linkId": "h", "type": "group", "enableWhen": [SAID], "item": [own], **inner}
    around = {"linkId": "g", "type": "group", "enableWhen": [SMOKES], "item": [within], **outer}

    flow = flow_of(taken(around))

    assert asked_when(flow, "packs") == {
        ("is", "smokes", "yes"),
        ("said", "years", None),
        ("not_said", "colour", None),
    }


def test_what_is_asked_below_a_question_is_asked_only_where_that_one_is():
    above = {"linkId": "why", "type": "text", "text": "Why?", "enableWhen": [SMOKES], "item": [PACKS]}

    assert asked_when(flow_of(taken(above)), "packs") == {("is", "smokes", "yes")}


def test_a_condition_of_a_group_that_no_flow_can_hold_is_named_once():
    either = {"enableWhen": [SMOKES, SAID], "enableBehavior": "any"}
    more = {**PACKS, "linkId": "more"}
    for title in ({"text": "Smoking"}, {}):
        found = taken({"linkId": "g", "type": "group", "item": [PACKS, more], **either, **title})
        (note,) = about(*found.unheld)

        assert note.startswith("item[3].enableBehavior: any") and asked_when(flow_of(found), "packs") == set()


def test_a_group_that_begins_with_text_keeps_its_title():
    welcome = {"linkId": "w", "type": "display", "text": "Now about smoking."}

    flow = flow_of(taken({"linkId": "g", "type": "group", "text": "Smoking", "item": [welcome, PACKS]}))

    assert flow.sections["g"].title["en"] == "Smoking" and flow.questions["packs"].section == "g"


def test_a_title_above_groups_only_is_named():
    within = {"linkId": "h", "type": "group", "text": "Packs", "item": [PACKS]}

    found = taken({"linkId": "g", "type": "group", "text": "Smoking", "item": [within]})

    assert about(*found.unheld) == ["item[3].text: the title of a group without questions of its own is left out."]


def test_the_same_code_of_two_systems_is_two_choices():
    options = flow_of(taken()).questions["colour"].options

    assert [option.label["en"] for option in options] == ["Green", "Grey", "Blue", "0"]
    assert len({option.id for option in options}) == 4


@pytest.mark.parametrize(
    ("answer", "label"),
    [
        ({"answerString": "Green"}, "Green"),
        ({"answerString": " blue "}, "Blue"),
        ({"answerCoding": {"system": "http://two", "code": "G"}}, "Grey"),
        ({"answerCoding": {"display": "Grey"}}, "Grey"),
        ({"answerInteger": 0}, "0"),
    ],
    ids=str,
)
@pytest.mark.parametrize("operator", ["=", "!="])
def test_an_answer_means_the_choice_that_it_names(answer: dict[str, Any], label: str, operator: str):
    when = {"question": "colour", "operator": operator, **answer}

    found = taken({**PACKS, "enableWhen": [when]})

    (condition,) = flow_of(found).questions["packs"].when
    names = {option.label["en"]: option.id for option in flow_of(found).questions["colour"].options}
    assert (condition.question, condition.value) == ("colour", names[label]) and about(*found.unheld) == []


@pytest.mark.parametrize(
    ("answer", "value"),
    [(True, "yes"), (False, "no")],
)
def test_yes_and_no_are_both_compared_with(answer: bool, value: str):
    found = taken({**PACKS, "enableWhen": [{**SMOKES, "answerBoolean": answer}]})

    assert asked_when(flow_of(found), "packs") == {("is", "smokes", value)}


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ({"question": "height", "operator": "exists", "answerBoolean": True}, "height is no question"),
        ({"question": "height", "operator": "=", "answerString": "x"}, "height is no question"),
        ({"question": "years", "operator": "=", "answerInteger": 0}, "0 is left out"),
        ({"question": "years", "operator": ">", "answerInteger": 3}, "> is left out"),
        ({"question": "years", "operator": "!=", "answerDecimal": 0.0}, "0.0 is left out"),
        ({"question": "years", "operator": "=", "answerDate": "2026-01-01"}, "2026-01-01 is left out"),
        ({"question": "years", "operator": "=", "answerString": "many"}, "many is left out"),
        ({"question": "smokes", "operator": "=", "answerInteger": 0}, "0 is left out"),
        ({"question": "colour", "operator": "=", "answerString": "Pink"}, "Pink is left out"),
        ({"question": "colour", "operator": "=", "answerBoolean": False}, "False is left out"),
        ({"question": "colour", "operator": "=", "answerCoding": {"code": "G"}}, "G is left out"),  # of which system?
        ({"question": "colour", "operator": "=", "answerQuantity": {"value": 3}}, "3 is left out"),
    ],
    ids=str,
)
def test_a_condition_that_no_flow_can_hold_is_named_with_its_place(when: dict[str, Any], says: str):
    found = taken({**PACKS, "enableWhen": [SMOKES, when], "enableBehavior": "all"})

    (note,) = about(*found.unheld)
    assert note.startswith(f"item[3].enableWhen[1]: {says}")
    assert asked_when(flow_of(found), "packs") == {("is", "smokes", "yes")}


def test_two_answers_of_one_question_are_not_one():
    both = [{"question": "colour", "operator": "!=", "answerString": one} for one in ("Green", "Blue")]

    (note,) = about(*taken({**PACKS, "enableWhen": both, "enableBehavior": "all"}).unheld)

    assert note.startswith("item[3].enableWhen[1]: option_3 is left out beside g")


def test_names_that_differ_in_signs_only_are_two_questions():
    links = ["a b", "a-b", "a_b", "a_b_2", "a_b_3", "x" * 50, "x" * 60]

    flow = flow_of(taken(*({"linkId": link, "type": "text", "text": link} for link in links)))

    assert [one.ask["en"] for one in flow.questions.values()][3:] == links


@pytest.mark.parametrize(
    ("item", "note"),
    [
        ({"type": "text"}, "item[3].text: missing"),
        (
            {"type": "choice", "text": "?", "answerOption": [{"valueString": "a", "initialSelected": True}]},
            "item[3].answerOption[0].initialSelected",
        ),
        (
            {"type": "choice", "text": "?", "answerOption": [{"valueCoding": {"system": "http://x", "code": "y"}}]},
            "item[3].answerOption[0].valueCoding.system",
        ),
        (
            {
                "type": "choice",
                "text": "?",
                "answerOption": [
                    {"valueInteger": 1, "extension": [{"url": "http://x/ordinalValue", "valueDecimal": 1}]}
                ],
            },
            "item[3].answerOption[0].extension: ordinalValue",
        ),
        (
            {
                "type": "text",
                "text": "?",
                "_text": {"extension": [{"url": "http://x/rendering-xhtml", "valueString": "<b/>"}]},
            },
            "item[3]._text.extension: rendering-xhtml",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_stands_beside_texts_and_choices_is_named_too(item: dict[str, Any], note: str):
    found = taken({"linkId": "a", **item})

    assert [one for one in about(*found.unheld) if one.startswith(note)] and flow_of(found)


def test_a_questionnaire_that_is_spanish_first_keeps_both_languages():
    english = [{"url": "lang", "valueCode": "en-US"}, {"url": "content", "valueString": "How are you?"}]
    item = {"linkId": "a", "type": "text", "text": "¿Cómo está?"}
    item |= {"_text": {"extension": [{"url": TRANSLATION, "extension": english}]}}

    found = read({"resourceType": "Questionnaire", "language": "es-MX", "item": [item]}, otherwise="x")

    assert flow_of(found).questions["a"].ask == {"en": "How are you?", "es": "¿Cómo está?"} and found.unheld == ()


def test_a_language_that_no_flow_speaks_is_named():
    item = {"linkId": "a", "type": "text", "text": "Ça va ?"}

    found = read({"resourceType": "Questionnaire", "language": "fr", "item": [item]}, otherwise="x")

    assert [note for note in found.unheld if note.startswith("language: fr")]
