"""Other tools ask of a flow what Previsit asks: branches are conditions, what is off is hidden, sections are groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agenda.model import Agenda
from bot.agenda.topical import base
from bot.flow import moves
from bot.flow.library import flows, load_flow, parse_flow
from bot.flow.model import Condition, Flow, Option, Question, QuestionKind, Stage, Unclear
from integrations.questionnaires.exported import questionnaire
from integrations.questionnaires.imported import imported
from integrations.questionnaires.reading import Asked, Clause, asked
from integrations.questionnaires.shared import HIDDEN
from integrations.questionnaires.valid import check_valid
from tests.flow.test_any_flow import SECTIONS, WORDS, any_flow, talk_about

CHOICES = ("this", "that", "other")


def flow_of(*questions: Question, **more: Any) -> Flow:
    return Flow("f", "1", WORDS, {one.id: one for one in questions}, questions[0].id, **more)


def asking(name: str, onwards: str | None = None, **more: Any) -> Question:
    return Question(name, WORDS, QuestionKind.WORDS, "items", next=onwards, short=WORDS, **more)


def choosing(name: str, onwards: str | None = None, **leads: str) -> Question:
    options = tuple(Option(one, WORDS, next=leads.get(one)) for one in CHOICES)
    return Question(name, WORDS, QuestionKind.CHOICE, "notes", next=onwards, options=options, short=WORDS)


def items(flow: Flow) -> dict[str, Asked]:
    return {one.link: one for one in asked(questionnaire(flow)["item"])}


def conditions(one: Asked) -> list[tuple[str, str, Any]]:
    return [
        (each["question"], each["operator"], each.get("answerCoding", {}).get("code", each.get("answerBoolean")))
        for each in one.item.get("enableWhen", ())
    ]


def shown(flow: Flow, answers: Mapping[str, set[str | None]]) -> set[str]:
    """Return what a tool shows that knows the standard only. answers: the values of each question that was answered."""
    return {
        link
        for link, one in items(flow).items()
        if not one.hidden and all(_holds(clause, answers) for clause in _clauses(one))
    }


def _clauses(one: Asked) -> Iterator[Clause]:
    yield from one.clauses
    yield from one.part.clauses if one.part else ()


def _holds(clause: Clause, answers: Mapping[str, set[str | None]]) -> bool:
    each = [_is_so(one, answers.get(one["question"], set())) for one in clause.conditions.values()]
    return any(each) if clause.any else all(each)


def _is_so(one: Mapping[str, Any], values: set[str | None]) -> bool:
    if one["operator"] == "exists":
        return bool(values) == one["answerBoolean"]
    answer = one.get("answerCoding", {}).get("code", one.get("answerString", one.get("answerBoolean")))
    wanted = {True: "yes", False: "no"}.get(answer, answer)
    return (wanted in values) == (one["operator"] == "=")


def test_a_parent_is_not_asked_what_the_child_is_and_the_child_not_what_a_parent_is():
    flow = load_flow("child_with_proxy")
    after_visit = {"helped", "still_open"}
    mine = {one for one in flow.questions if one.startswith("my_")}

    for who in (set(), {"parent"}, {"carer"}):
        seen = shown(flow, {"who_answers": who}) - after_visit
        assert not mine & seen and {"main_concern", "child_says", "hopes"} <= seen
    assert shown(flow, {"who_answers": {"patient"}}) - after_visit == {"who_answers"} | mine


def test_what_any_answer_leads_to_is_asked_of_everybody():
    flow = flow_of(choosing("q", "a", this="b"), asking("a", "end"), asking("b", "end"), asking("end"))

    found = items(flow)

    assert conditions(found["a"]) == [("q", "!=", "this")] and conditions(found["b"]) == [("q", "=", "this")]
    assert "enableWhen" not in found["end"].item


def test_what_several_answers_lead_to_is_asked_after_each_of_them():
    flow = flow_of(choosing("q", "b", this="a", that="a"), asking("a", "b"), asking("b"))

    seen = [("a" in shown(flow, {"q": {answer}})) for answer in CHOICES]

    assert seen == [True, True, False] and "a" not in shown(flow, {})


def test_what_two_questions_lead_to_is_asked_after_either():
    flow = flow_of(choosing("q", "r", this="a"), choosing("r", "end", that="a"), asking("a", "end"), asking("end"))
    (a,) = [one for link, one in items(flow).items() if link == "a"]

    assert a.item["enableBehavior"] == "any"
    assert conditions(a) == [("q", "=", "this"), ("r", "=", "that")]
    assert conditions(items(flow)["r"]) == [("q", "!=", "this")]


def test_an_answer_that_ends_the_questions_ends_them_elsewhere_too():
    flow = flow_of(choosing("q", "a", this="read_back"), asking("a", "b"), asking("b"))

    assert shown(flow, {"q": {"this"}}) == {"q"} and shown(flow, {"q": {"that"}}) == {"q", "a", "b"}


def test_conditions_of_a_question_stand_beside_those_of_its_branch():
    when = (Condition("said", "main"),)
    flow = flow_of(asking("main", "q"), choosing("q", "b", this="a"), asking("a", "b", when=when), asking("b"))

    assert conditions(items(flow)["a"]) == [("q", "=", "this"), ("main", "exists", True)]
    assert items(flow)["a"].item["enableBehavior"] == "all"


def test_after_an_unclear_answer_that_leads_elsewhere_nobody_is_left_unasked():
    first = replace(choosing("q", "a", this="b"), unclear=Unclear(1, "b"))
    flow = flow_of(first, asking("a", "end"), asking("b", "end"), asking("end"))

    assert shown(flow, {}) == {"q", "a", "b", "end"}
    assert shown(flow, {"q": {"this"}}) == {"q", "b", "end"} and shown(flow, {"q": {"that"}}) == {"q", "a", "end"}


def test_either_of_two_branches_never_takes_the_place_of_the_questions_own_condition():
    when = (Condition("said", "main"),)
    branches = (choosing("q", "r", this="a"), choosing("r", "end", that="a"))
    flow = flow_of(asking("main", "q"), *branches, asking("a", "end", when=when), asking("end"))

    assert "a" not in shown(flow, {"q": {"this"}}) and "a" in shown(flow, {"q": {"this"}, "main": {None}})


def hidden(flow: Flow) -> set[str]:
    return {link for link, one in items(flow).items() if one.hidden}


def test_what_is_switched_off_is_not_asked_elsewhere_either():
    flow = load_flow("chronic_review")
    swaps = {"blood_sugar", "gut", "breathing"}

    assert swaps | {"what_we_can_do"} <= hidden(flow) and "able_to_do" not in hidden(flow)
    with_gut = replace(flow, also_ask=("gut",))
    assert "gut" not in hidden(with_gut) and {"able_to_do", "blood_sugar"} <= hidden(with_gut)


def test_hidden_questions_of_others_come_in_switched_off():
    off = {"linkId": "b", "type": "text", "text": "B?", "extension": [{"url": HIDDEN, "valueBoolean": True}]}
    group = {"linkId": "g", "type": "group", "item": [off | {"linkId": "c"}], "extension": off["extension"]}
    found = imported(
        {"resourceType": "Questionnaire", "item": [{"linkId": "a", "type": "text", "text": "A?"}, off, group]},
        otherwise="x",
    )

    assert [one.core for one in parse_flow(found.text, "x.yml").questions.values()] == [True, False, False]
    assert found.unheld == ()


def test_a_section_is_a_group_with_its_title_and_its_condition():
    adults = replace(SECTIONS["adults"], when=(Condition("said", "a"), Condition("age_at_least", value=18)))
    flow = flow_of(
        asking("a", "b"),
        asking("b", "c", section="adults"),
        asking("c", "d", section="adults"),
        asking("d", "e"),
        asking("e", section="adults"),
        sections={"adults": adults},
    )
    sent = questionnaire(flow)

    check_valid(sent)
    assert [(item["linkId"], item["type"]) for item in sent["item"]] == [
        ("a", "text"),
        ("section/adults", "group"),
        ("d", "text"),
        ("section/adults/2", "group"),
    ]
    group = sent["item"][1]
    assert group["text"] == WORDS["en"] and [item["linkId"] for item in group["item"]] == ["b", "c"]
    assert group["enableWhen"] == [{"question": "a", "operator": "exists", "answerBoolean": True}]
    assert parse_flow(imported(sent, otherwise="f").text, "f.yml") == replace(flow, version=_version(sent))


def _version(sent: dict[str, Any]) -> str:
    return parse_flow(imported(sent, otherwise="f").text, "f.yml").version


def test_questions_stand_in_the_order_in_which_they_are_asked():
    flow = flow_of(asking("a", "c"), asking("b"), asking("c", "b"))

    assert list(items(flow)) == ["a", "c", "b"]
    assert list(parse_flow(imported(questionnaire(flow), otherwise="f").text, "f.yml").questions) == ["a", "b", "c"]


@pytest.mark.parametrize("name", flows())
def test_a_shipped_flow_is_valid_when_it_leaves(name: str):
    check_valid(questionnaire(load_flow(name)))


def test_the_part_after_the_visit_comes_back():
    sent = questionnaire(load_flow("adult_follow_up"))

    assert parse_flow(imported(sent, otherwise="x").text, "x.yml").after_visit == "helped"


@settings(max_examples=150)
@given(any_flow())
def test_any_flow_comes_back_from_fhir_as_itself(flow: Flow):
    sent = questionnaire(flow)
    check_valid(sent)

    back = imported(sent, otherwise="any")

    assert replace(parse_flow(back.text, "any.yml"), version=flow.version) == flow and back.unheld == ()


def answers_of(agenda: Agenda) -> dict[str, set[str | None]]:
    found: dict[str, set[str | None]] = {}
    for answer in agenda.answers:
        found.setdefault(base(answer.question), set()).add(answer.value)
    return found


@settings(max_examples=200)
@given(any_flow(), st.lists(st.sampled_from(["1", "2", "3", "yes", "no", "skip", "?", "my knee hurts"]), max_size=14))
def test_whoever_is_asked_by_a_flow_is_asked_by_other_tools(flow: Flow, said: list[str]):
    talk = talk_about(flow)
    talk.say("yes")

    for text in said:
        if talk.session.stage is not Stage.ASKING or talk.session.question is None:
            break
        assert base(talk.session.question) in shown(flow, answers_of(talk.agenda))
        talk.say(text, move=moves.Skip if text == "skip" else moves.Answer)
