"""What another tool changed in a Questionnaire of ours is taken over and named; the rest of the flow stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.library import load_flow, parse_flow
from bot.flow.model import Condition, Flow
from integrations.questionnaires.exported import questionnaire
from integrations.questionnaires.imported import Imported, imported
from integrations.questionnaires.reading import asked, said
from integrations.questionnaires.shared import HIDDEN, SETTINGS
from tests.flow.test_any_flow import any_flow
from tests.questionnaires.test_branches import items

Sent = dict[str, Any]
OFF = [{"url": HIDDEN, "valueBoolean": True}]


def sent(name: str) -> Sent:
    resource: Sent = json.loads(json.dumps(questionnaire(load_flow(name))))
    return resource


def item(resource: Sent, link: str) -> dict[str, Any]:
    found = next(one.item for one in asked(resource["item"]) if one.link == link)
    assert isinstance(found, dict)
    return found


def back(resource: Sent) -> Imported:
    return imported(resource, otherwise="x")


def flow_of(found: Imported) -> Flow:
    return parse_flow(found.text, "x.yml")


def notes(found: Imported, *parts: str) -> bool:
    return all(any(part in note for note in found.unheld) for part in parts)


def test_a_condition_that_was_added_holds_beside_those_that_fhir_cannot_say():
    resource = sent("adult_follow_up")
    helps = {"question": "goal", "operator": "exists", "answerBoolean": True}
    place = next(at for at, one in enumerate(resource["item"]) if one["linkId"] == "start_with")
    resource["item"][place]["enableWhen"] = [{**helps, "question": "main_concern"}]

    found = back(resource)

    assert set(flow_of(found).questions["start_with"].when) == {
        Condition("items", value=2),
        Condition("said", "main_concern"),
    }
    assert found.unheld == (f"item[{place}].enableWhen: was changed outside Previsit and is taken over.",)


def test_a_condition_that_was_taken_out_is_out():
    resource = sent("chronic_review")
    del item(resource, "what_we_can_do")["enableWhen"]

    assert flow_of(back(resource)).questions["what_we_can_do"].when == ()


def test_the_new_order_is_the_order_in_which_is_asked():
    resource = sent("adult_follow_up")
    links = [one["linkId"] for one in resource["item"]]
    goal, helps = links.index("goal"), links.index("what_helps")
    moved = resource["item"]
    moved[goal], moved[helps] = moved[helps], moved[goal]

    found = back(resource)

    flow = flow_of(found)
    before = load_flow("adult_follow_up")
    assert flow.questions["from_team"].next == "what_helps"
    assert (flow.questions["what_helps"].next, flow.questions["goal"].next) == ("goal", "hopes")
    assert flow.questions["goal"].short == before.questions["goal"].short
    assert flow.after_visit == "helped" and flow.questions["still_open"].next is None
    assert "still_open" not in {one.next for name, one in flow.questions.items() if name != "helped"}
    assert found.unheld == ("item: the order was changed outside Previsit and is taken over.",)


def test_where_the_order_changes_branches_go_on_as_conditions():
    resource = sent("child_with_proxy")
    place = [one["linkId"] for one in resource["item"]].index("my_goal")
    resource["item"].insert(place + 1, resource["item"].pop(place))

    found = back(resource)

    flow = flow_of(found)
    assert flow.questions["who_answers"].options[2].next is None
    assert flow.questions["my_goal"].when == (Condition("is", "who_answers", "patient"),)
    assert Condition("is_not", "who_answers", "patient") in flow.questions["hopes"].when
    assert notes(found, "the order was changed", "conditions stand now where answers led elsewhere")


def test_who_is_asked_whatever_was_answered_is_asked_by_the_flow_too():
    resource = sent("child_with_proxy")
    del item(resource, "hopes")["enableWhen"]

    found = back(resource)

    assert flow_of(found).questions["hopes"].when == ()
    assert Condition("is", "who_answers", "patient") in flow_of(found).questions["my_goal"].when
    assert notes(found, "who is asked was changed", ".enableWhen: was changed")


def test_a_question_of_another_kind_is_of_that_kind():
    resource = sent("adult_follow_up")
    item(resource, "goal")["type"] = "boolean"
    item(resource, "start_with")["type"] = "date"
    item(resource, "something_else")["repeats"] = False

    found = back(resource)

    flow = flow_of(found)
    kinds = [flow.questions[name].kind.value for name in ("goal", "start_with", "something_else")]
    assert kinds == ["yes_no", "date", "words"] and flow.questions["start_with"].fills == "notes"
    assert len([note for note in found.unheld if ".type: was changed" in note]) == 3


def test_choices_that_were_changed_are_those_of_the_flow():
    resource = sent("child_with_proxy")
    parent, carer, patient = item(resource, "who_answers")["answerOption"]
    parent["valueCoding"]["display"] = "Mom or dad"
    nurse = {"valueCoding": {"code": "Nurse 1", "display": "A nurse"}}
    item(resource, "who_answers")["answerOption"] = [patient, nurse, parent]

    found = back(resource)

    options = flow_of(found).questions["who_answers"].options
    assert [option.id for option in options] == ["patient", "nurse_1", "parent"]
    assert options[2].label["en"] == "Mom or dad" and "dad" in options[2].words["en"]
    assert options[0].next == "my_main_concern"
    assert notes(found, "item[0].answerOption: was changed")


def test_a_choice_that_led_somewhere_and_is_gone_leaves_no_question_without_a_way():
    resource = sent("child_with_proxy")
    del item(resource, "who_answers")["answerOption"][2]

    found = back(resource)

    assert "my_goal" in flow_of(found).questions
    assert notes(found, "patient is left out; it is no choice of who_answers")


def test_a_question_that_was_taken_out_or_added_is_out_or_in():
    resource = sent("adult_follow_up")
    links = [one["linkId"] for one in resource["item"]]
    resource["item"][links.index("goal")] = {"linkId": "Pets?", "type": "boolean", "text": "Any pets?"}

    found = back(resource)

    flow = flow_of(found)
    assert "goal" not in flow.questions and flow.questions["pets"].fills == "notes"
    assert (flow.questions["from_team"].next, flow.questions["pets"].next) == ("pets", "what_helps")
    assert notes(found, "goal: taken out outside Previsit", "added outside Previsit")


def test_without_the_question_about_topics_the_first_one_asks_for_them():
    resource = sent("adult_follow_up")
    resource["item"] = [one for one in resource["item"] if one["linkId"] not in ("main_concern", "something_else")]

    found = back(resource)

    assert next(iter(flow_of(found).questions.values())).fills == "items"
    assert notes(found, "no question asks what to talk about any longer")


def test_what_is_hidden_or_shown_there_is_off_or_on_here():
    resource = sent("chronic_review")
    del item(resource, "what_we_can_do")["extension"]
    item(resource, "small_step")["extension"] = OFF

    found = back(resource)

    flow = flow_of(found)
    assert flow.also_ask == ("what_we_can_do",) and flow.questions["small_step"].core is False
    assert len([note for note in found.unheld if "questionnaire-hidden: was changed" in note]) == 2


def test_a_question_whose_place_another_takes_is_not_said_to_be_asked():
    resource: Sent = json.loads(json.dumps(questionnaire(replace(load_flow("chronic_review"), also_ask=("gut",)))))
    del item(resource, "able_to_do")["extension"]

    found = back(resource)

    assert flow_of(found).also_ask == ("gut",)
    assert len(found.unheld) == 1 and "still not asked" in found.unheld[0]


def test_a_translation_that_a_tool_has_dropped_comes_back_while_the_words_are_the_same():
    resource = sent("adult_follow_up")
    del item(resource, "goal")["_text"]
    del item(resource, "hopes")["_text"]
    item(resource, "hopes")["text"] = "What should come of it?"

    found = back(resource)

    flow, before = flow_of(found), load_flow("adult_follow_up")
    assert flow.questions["goal"] == before.questions["goal"]
    assert flow.questions["hopes"].ask == dict.fromkeys(("en", "es"), "What should come of it?")
    assert len(found.unheld) == 1 and ".text: was changed" in found.unheld[0]


def test_the_title_and_the_condition_of_a_section_are_taken_over():
    from tests.flow.test_topics import FLOW  # has sections

    resource: Sent = json.loads(json.dumps(questionnaire(FLOW)))
    group = next(one for one in resource["item"] if one["linkId"] == "section/team")
    place = resource["item"].index(group)
    group["text"] = "From us"
    group["enableWhen"] = [{"question": "main", "operator": "exists", "answerBoolean": True}]

    found = back(resource)

    section = flow_of(found).sections["team"]
    assert section.title["en"] == "From us"
    assert set(section.when) == {Condition("team_topics", value=1), Condition("said", "main")}
    assert notes(found, f"item[{place}].text: was changed", f"item[{place}].enableWhen: was changed")


def test_a_question_that_was_moved_out_of_its_group_is_in_no_section():
    from tests.flow.test_topics import FLOW

    resource: Sent = json.loads(json.dumps(questionnaire(FLOW)))
    place = next(at for at, one in enumerate(resource["item"]) if one["linkId"] == "section/topics")
    resource["item"].insert(place + 1, resource["item"][place]["item"].pop())

    found = back(resource)

    assert flow_of(found).questions["since"].section is None and flow_of(found).questions["main"].section == "topics"
    assert found.unheld == (f"item[{place + 1}].group: was changed outside Previsit and is taken over.",)


@pytest.mark.parametrize("settings", ["", "[]", "{", '{"core": false}', '{"questions": {"a": {"ask": 5}}}'])
def test_settings_that_cannot_be_read_are_named(settings: str):
    resource = sent("adult_follow_up")
    (extension,) = resource["extension"]
    extension["valueString"] = settings or "x"

    found = back(resource)

    assert flow_of(found).questions["goal"].ask == load_flow("adult_follow_up").questions["goal"].ask
    assert notes(found, "flow-settings: of another version") and extension["url"] == SETTINGS


def _delete(resource: Sent, at: int) -> None:
    if len(resource["item"]) > 1:
        del resource["item"][at % len(resource["item"])]


def _move(resource: Sent, at: int) -> None:
    resource["item"].append(resource["item"].pop(at % len(resource["item"])))


def _edit(change: Callable[[dict[str, Any]], object]) -> Callable[[Sent, int], None]:
    def edit(resource: Sent, at: int) -> None:
        every = [one.item for one in asked(resource["item"])]
        one = every[at % len(every)]
        assert isinstance(one, dict)
        change(one)

    return edit


ALREADY = [{"question": "q0", "operator": "exists", "answerBoolean": True}]
EDITS = [
    _delete,
    _move,
    _edit(lambda one: one.pop("enableWhen", None)),
    _edit(lambda one: one.update(enableWhen=ALREADY)),
    _edit(lambda one: one.update(type="boolean")),
    _edit(lambda one: one.update(type="text", repeats=False)),
    _edit(lambda one: one.update(text="Changed?")),
    _edit(lambda one: one.update(extension=OFF)),
    _edit(lambda one: one.pop("extension", None)),
    _edit(lambda one: one.get("answerOption", [0]).pop()),
    _edit(lambda one: one.get("answerOption", []).reverse()),
    _edit(lambda one: one.update(linkId=one["linkId"] + " x")),
]


@settings(max_examples=200)
@given(any_flow(), st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 9)), max_size=4))
def test_whatever_is_changed_elsewhere_can_be_read_and_is_not_ignored(
    flow: Flow, edits: list[tuple[Callable[[Sent, int], None], int]]
):
    resource: Sent = json.loads(json.dumps(questionnaire(flow)))
    for edit, at in edits:
        edit(resource, at)

    found = back(resource)

    again = items(flow_of(found))
    now = {one.link: one for one in asked(resource["item"])}
    known = [link for link in now if link in flow.questions]
    switched = notes(found, "questionnaire-hidden")  # no answer of a hidden question leads anywhere
    assert len(again) == len(now) and set(known) <= again.keys()
    for link in known:
        assert again[link].item["text"] == now[link].item["text"]
        assert (again[link].item["type"] == "boolean") == (now[link].item["type"] == "boolean")
        assert again[link].hidden == now[link].hidden
        named = any(f"{now[link].where}.enable" in note and "taken over" not in note for note in found.unheld)
        assert named or switched or said(again[link].clauses) == said(now[link].clauses)
    assert found.unheld or flow_of(found).questions == flow.questions
