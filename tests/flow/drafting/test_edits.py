"""What an author changes in a flow, and all that stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.document import FlowError
from bot.flow.drafting.edits import FORMS, Answers, Asked, Edit, Insert, Move, Remove, Replace, Retitle, Reword, edited
from bot.flow.drafting.file import FlowFile
from bot.flow.drafting.history import folded, from_json, to_json
from bot.flow.drafting.parts import AskAfterVisit, PutSection
from bot.flow.library import flow_text, flows, parse_flow
from bot.flow.model import Flow

FLOW = flow_text("adult_follow_up")
RIDES = Insert("rides", "goal", {"en": "Do you need a ride?", "es": "¿Necesita transporte?"}, "yes_no", "access_needs")


def after(*edits: Edit, text: str = FLOW) -> Flow:
    return parse_flow(folded(text, edits, "adult.yml"), "adult.yml")


def order(flow: Flow) -> list[str]:
    return list(flow.questions)


@pytest.mark.parametrize("name", flows())
def test_a_file_read_and_written_is_the_same_to_the_letter(name: str) -> None:
    assert FlowFile(flow_text(name), name).text() == flow_text(name)


def test_a_word_changed_changes_its_line_alone() -> None:
    text = edited(
        FLOW,
        Reword("goal", {"ask": {"en": "What would you like to do again?", "es": "¿Qué quiere volver a hacer?"}}),
        "f",
    )

    changed = [new for old, new in zip(FLOW.splitlines(), text.splitlines(), strict=True) if old != new]
    assert [line.strip() for line in changed] == [
        "en: What would you like to do again?",
        "es: ¿Qué quiere volver a hacer?",
    ]


def test_a_part_without_words_is_left_out() -> None:
    flow = after(Reword("goal", {"prompt": {"en": " ", "es": ""}}))

    assert flow.questions["goal"].prompt == {}


def test_a_question_comes_behind_the_one_that_was_named() -> None:
    flow = after(RIDES)

    assert (flow.questions["goal"].next, flow.questions["rides"].next) == ("rides", "what_helps")
    assert order(flow).index("rides") == order(flow).index("goal") + 1


def test_two_follow_ups_are_asked_only_after_the_answer_they_follow() -> None:
    first = replace(RIDES, question="from_where", after="rides", expect="words", when={"is": {"rides": "yes"}})
    second = replace(first, question="helper", after="from_where")
    flow = after(RIDES, first, second)

    asked = [flow.questions[name].when[0] for name in ("from_where", "helper")]
    assert [(one.check, one.question, one.value) for one in asked] == [("is", "rides", "yes")] * 2
    assert [flow.questions[one].next for one in ("rides", "from_where", "helper")] == [
        "from_where",
        "helper",
        "what_helps",
    ]


def test_the_first_question_can_be_another() -> None:
    assert after(replace(RIDES, after=None)).start == "rides"
    assert after(Move("goal", None)).start == "goal"


def test_what_led_to_a_question_taken_out_leads_to_the_next() -> None:
    flow = after(RIDES, replace(RIDES, question="when", after="rides", when={"said": "rides"}), Remove("rides"))

    assert flow.questions["goal"].next == "when" and flow.questions["when"].when == ()


def test_a_question_moved_takes_its_place_and_leaves_no_gap() -> None:
    flow = after(Move("hopes", "main_concern"))

    assert (flow.questions["main_concern"].next, flow.questions["hopes"].next) == ("hopes", "something_else")
    assert flow.questions["what_helps"].next == "help_for_visit"


def test_choices_are_set_in_their_order_and_keep_what_they_had() -> None:
    options = {"car": {"en": "By car", "es": "En carro"}, "bus": {"en": "By bus", "es": "En camión"}}
    flow = after(RIDES, Answers("rides", "choice", "access_needs", options))
    fewer = after(RIDES, Answers("rides", "choice", "access_needs", options), Answers("rides", "words", "access_needs"))

    assert [option.id for option in flow.questions["rides"].options] == ["car", "bus"]
    assert fewer.questions["rides"].options == ()


def test_a_question_is_optional_only_where_it_is_switched_on() -> None:
    on = after(RIDES, Asked("rides", {}, optional=True))
    off = after(RIDES, Asked("rides", {}, optional=True, switched_on=False))

    assert (on.questions["rides"].core, on.also_ask) == (False, ("rides",))
    assert (off.questions["rides"].core, off.also_ask) == (False, ())
    assert after(RIDES, Asked("rides", {}, optional=True), Asked("rides", {"items": 2})).questions["rides"].core


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (Reword("gaol", {"ask": {}}), "has no question 'gaol'. Questions: main_concern"),
        (replace(RIDES, question="goal"), "already has a question 'goal'"),
        (replace(RIDES, question="read_back"), "already has a question 'read_back'"),
        (replace(RIDES, after="nowhere"), "has no question 'nowhere'"),
        (Move("goal", "goal"), "cannot come behind itself"),
    ],
)
def test_an_edit_that_cannot_be_done_says_why_and_changes_nothing(edit: Edit, problem: str) -> None:
    with pytest.raises(FlowError, match=problem):
        edited(FLOW, edit, "adult.yml")


def test_the_only_question_stays() -> None:
    one = "title: {en: A, es: B}\nquestions:\n  q:\n    ask: {en: A, es: B}\n    expect: words\n    fills: items\n    next: read_back\n"

    with pytest.raises(FlowError, match="no question of one.yml is left"):
        edited(one, Remove("q"), "one.yml")


@pytest.mark.parametrize("text", ["", "- a", "title: {en: x", "questions: 3"])
def test_what_is_no_flow_is_not_edited(text: str) -> None:
    with pytest.raises(FlowError):
        edited(text, Retitle({"en": "A", "es": "B"}), "broken.yml")


@pytest.mark.parametrize("stored", [{}, {"edit": "explode"}, {"edit": "move", "question": "goal"}])
def test_what_is_no_edit_is_refused(stored: dict[str, str]) -> None:
    with pytest.raises(FlowError):
        from_json(stored)


NAMES = st.sampled_from([*parse_flow(FLOW, "f.yml").questions, "a", "b", "c"])
PLACES = st.none() | NAMES
TEXTS = st.fixed_dictionaries({language: st.text(max_size=40).filter(str.isprintable) for language in ("en", "es")})
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Retitle, TEXTS),
    st.builds(Reword, NAMES, st.dictionaries(st.sampled_from(FORMS), TEXTS)),
    st.builds(Insert, NAMES, PLACES, TEXTS, st.just("words"), st.just("items")),
    st.builds(Remove, NAMES),
    st.builds(Move, NAMES, PLACES),
    st.builds(Answers, NAMES, st.sampled_from(["words", "yes_no"]), st.just("goals")),
    st.builds(Asked, NAMES, st.just({"items": 2}), st.booleans(), st.booleans(), st.booleans(), st.just("")),
    st.builds(AskAfterVisit, PLACES),
    st.builds(PutSection, st.sampled_from(["you", "home"]), TEXTS),
    st.builds(Replace, st.just(flow_text("annual_wellness"))),
)


@settings(max_examples=40)
@given(st.lists(EDITS, max_size=6))
def test_any_history_folds_to_the_same_file_and_every_question_can_be_reached(edits: list[Edit]) -> None:
    done: list[Edit] = []
    text = FLOW
    for edit in edits:
        try:
            text = edited(text, edit, "f.yml")
        except FlowError:
            continue
        done.append(edit)
        questions = FlowFile(text, "f.yml").questions
        assert all(question["next"] in questions or question["next"] == "read_back" for question in questions.values())

    assert folded(FLOW, [from_json(to_json(edit)) for edit in done], "f.yml") == text


def test_what_is_asked_after_the_visit_begins_with_another_question_or_with_none() -> None:
    none = after(AskAfterVisit(None))
    another = after(RIDES, AskAfterVisit("rides"))

    assert (none.after_visit, none.questions["decides"].next) == (None, "helped")
    assert (another.after_visit, another.questions["goal"].next) == ("rides", None)


def test_a_part_after_the_visit_comes_and_goes_and_leaves_the_file_as_it_was() -> None:
    assert after(AskAfterVisit(None), AskAfterVisit("helped")) == after()


def test_a_question_taken_out_hands_on_its_place_after_the_visit() -> None:
    assert after(Remove("helped")).after_visit == "still_open"
    assert after(Remove("helped"), Remove("still_open")).after_visit is None


def test_the_first_question_is_asked_before_the_visit() -> None:
    with pytest.raises(FlowError, match="'main_concern' is the first question before the visit"):
        edited(FLOW, AskAfterVisit("main_concern"), "f.yml")


def test_a_section_is_made_worded_filled_and_taken_out() -> None:
    made = [PutSection("you", {"en": "You", "es": "Usted"}, {"language": "es"}), Asked("goal", None, section="you")]
    flow = after(*made, PutSection("you", {"en": "About you", "es": "Sobre usted"}, None))

    assert flow.sections["you"].title["en"] == "About you" and len(flow.sections["you"].when) == 1
    assert flow.questions["goal"].section == "you"
    gone = after(*made, PutSection("you", {"en": "", "es": ""}))
    assert (gone.sections, gone.questions["goal"].section) == ({}, None)


def test_a_question_is_asked_about_each_topic_or_once() -> None:
    each = after(Asked("goal", None, each=True))

    assert (
        each.questions["goal"].each
        and not after(Asked("goal", None, each=True), Asked("goal", None, each=False)).questions["goal"].each
    )
    assert after(Asked("goal", None)) == after()


def test_what_follows_an_unclear_answer_is_forgotten_with_the_last_question() -> None:
    text = FLOW.replace(
        "    fills: hoped_outcome\n", "    fills: hoped_outcome\n    unclear: {tries: 1, next: decides}\n"
    )

    assert after(Remove("decides"), text=text).questions["hopes"].unclear.next is None


def test_what_is_asked_only_after_a_question_goes_with_it_or_is_asked_of_everybody() -> None:
    first = replace(RIDES, question="from_where", after="rides", expect="words", when={"is": {"rides": "yes"}})
    second = replace(first, question="helper", after="from_where", when={"said": "from_where"})
    with_them, alone = (after(RIDES, first, second, Remove("rides", follow_ups=too)) for too in (True, False))

    assert with_them == after()
    assert alone.questions["from_where"].when == () and alone.questions["helper"].when != ()
