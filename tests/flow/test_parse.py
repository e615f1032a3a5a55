from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agenda.model import Agenda, Answer, Quote
from bot.flow.checks.running import checked
from bot.flow.course import after
from bot.flow.library import FlowError, flow_text, flows, load_flow, parse_flow
from bot.flow.model import Condition, QuestionKind
from bot.flow.written import written

FLOW = """\
title: {en: A test, es: Una prueba}
questions:
  main:
    ask:
      en: What matters?
      es: ¿Qué importa?
    expect: words
    fills: items
    next: helps
  helps:
    ask: {en: What helps?, es: ¿Qué ayuda?}
    prompt: {en: A walk?, es: ¿Caminar?}
    expect: words
    fills: patient_expertise.works
    when: {said: main}
    unclear: {tries: 2, next: who}
    next: who
  who:
    core: false
    ask: {en: Who decides?, es: ¿Quién decide?}
    expect: choice
    fills: participation.preference
    options:
      me: {en: Me, es: Yo, also: {en: [myself]}}
      you: {en: You, es: Usted, next: read_back}
    next: read_back
"""


def parsed(old: str = "", new: str = ""):
    assert old in FLOW
    return parse_flow(FLOW.replace(old, new, 1), "clinic/checkup.yml")


def refusal(old: str, new: str) -> str:
    with pytest.raises(FlowError) as refused:
        parsed(old, new)
    return str(refused.value)


def test_a_flow_is_read_as_it_is_written():
    flow = parsed()

    helps = flow.questions["helps"]
    assert (flow.name, flow.start, list(flow.questions)) == ("checkup", "main", ["main", "helps", "who"])
    assert flow.questions["main"].kind is QuestionKind.WORDS
    assert helps.when == (Condition("said", "main"),)
    assert (helps.unclear.tries, helps.unclear.next) == (2, "who")
    assert flow.questions["who"].next is None
    assert not flow.questions["who"].core
    assert flow.questions["who"].options[0].words == {"en": ("myself",)}


def test_without_a_short_wording_the_question_is_asked_in_full():
    assert parsed().questions["main"].short["es"] == "¿Qué importa?"


def test_the_version_follows_the_content_and_not_the_comments():
    assert parsed().version == parsed("title:", "# a note\ntitle:").version
    assert parsed().version != parsed("What helps?", "What works?").version
    assert len(parsed().version) == 12


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        (
            "next: helps",
            "next: help",
            ["line 9", "step 'main'", "'help'", "Did you mean 'helps'?", "main, helps, who, read_back"],
        ),
        ("expect: words", "expect: word", ["line 7", "step 'main'", "word", "Did you mean 'words'?", "something_else"]),
        ("fills: items", "fills: item", ["line 8", "Did you mean 'items'?"]),
        ("    prompt:", "    promt:", ["line 12", "step 'helps'", "`promt`", "Did you mean 'prompt'?"]),
        ("      es: ¿Qué importa?\n", "", ["line 4", "step 'main'", "text in es is missing", "en, es"]),
        ("es: ¿Qué importa?", "fr: Quoi?", ["`fr` is not known", "Known: en, es"]),
        ("en: What matters?", "en: 42", ["line 5", "`en` needs a text"]),
        ("en: What matters?", 'en: ""', ["line 5", "`en` needs a text"]),
        ("    next: helps\n", "", ["line 3", "step 'main'", "`next` is missing"]),
        ("    fills: items\n", "", ["step 'main'", "`fills` is missing"]),
        ("tries: 2", "tries: -1", ["`tries` needs a whole number, 0 or more"]),
        ("tries: 2", "tries: often", ["`tries` needs a whole number"]),
        ("next: who}", "next: whom}", ["'whom'", "Did you mean 'who'?"]),
        ("said: main", "said: mian", ["line 15", "'mian'", "Did you mean 'main'?"]),
        ("said: main", "when: main", ["`when` is not known here", "said, not_said, is, is_not, items"]),
        ("said: main", "items: 0", ["`items` needs a whole number, 1 or more"]),
        ("said: main", "is: {who: 3}", ["`who` needs a text"]),
        ("core: false", "core: no", ["line 19", "`core` is true or false"]),
        ("expect: choice", "expect: words", ["step 'who'", "`options` go together"]),
        ("      you: {en: You, es: Usted, next: read_back}\n", "", ["a choice needs two options or more"]),
        ("also: {en: [myself]}", "also: {en: myself}", ["`en` needs a list"]),
        ("es: Yo,", "", ["text in es is missing"]),
        ("    next: who\n", "    next: main\n", ["circle", "main > helps"]),
        ("next: helps", "next: who", ["line 10", "no step goes to 'helps'"]),
        ("fills: items", "fills: about_me", ["no step has `fills: items`"]),
        ("fills: items", "fills: items.rank", ["`expect: ranking` and `fills: items.rank` go together"]),
        ("title:", "tilte:", ["line 1", "`tilte`", "Did you mean 'title'?"]),
        ("title: {en: A test, es: Una prueba}\n", "", ["`title` is missing"]),
        ("title:", "speaker: nurse\ntitle:", ["line 1", "`speaker: nurse` is not known", "patient, proxy"]),
        ("title:", "also_ask: [whom]\ntitle:", ["line 1", "'whom'"]),
        ("title:", "max_prompts: none\ntitle:", ["`max_prompts` needs a whole number"]),
        ("  helps:\n", "  main:\n", ["line 10", "duplicate key"]),
        ("    next: helps", "   next: helps", ["line 9", "not YAML"]),
        ("A test", "A\x07test", ["line 1, column 14", "not YAML", "U+0007"]),
        ("helps:", "hel\0ps:", ["line 10, column 6", "U+0000"]),
        ("  helps:\n", "  7:\n", ["the name 7 needs quotes"]),
        ("en: What matters?", "en: &w What matters?\n      es: *w", ["line 6", "a reference (*w) is not read here"]),
        ("also: {en: [myself]}", "also: " + "[" * 5000 + "]" * 5000, ["levels deep"]),
        ("A test", "A " + "very " * 1_000_000 + "long test", ["line 1, column 200001", "longer than the"]),
    ],
)
def test_a_mistake_is_named_with_file_line_step_and_what_is_known(old: str, new: str, parts: list[str]):
    said = refusal(old, new)

    assert said.startswith("clinic/checkup.yml")
    assert [part for part in parts if part not in said] == []


@pytest.mark.parametrize(
    "text", ["", "just words", "- a\n- list", "questions: {}", "title: {en: a, es: b}\nquestions: []", "{"]
)
def test_what_is_no_flow_is_refused(text: str):
    with pytest.raises(FlowError):
        parse_flow(text, "x.yml")


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(text: str):
    try:
        parse_flow(text, "x.yml")
    except FlowError as refused:
        assert str(refused).startswith("x.yml")


@settings(max_examples=40)
@given(st.sampled_from(flows()), st.integers(0, 300), st.text(max_size=6))
def test_no_damaged_flow_breaks_the_reader(name: str, line: int, junk: str):
    lines = flow_text(name).splitlines()
    lines[line % len(lines)] = lines[line % len(lines)][:-2] + junk
    try:
        parse_flow("\n".join(lines), "x.yml")
    except FlowError as refused:
        assert str(refused).startswith("x.yml")


def test_a_flow_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(FlowError, match="'checkup'.*adult_follow_up, .*new_patient, .*well_child"):
        load_flow("checkup")


def test_a_name_is_no_way_out_of_the_folder():
    with pytest.raises(FlowError):
        load_flow("../model")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("2020-01-01", "reads as a date"),
        ("<<", "<< takes in another part, which is not read here"),
        ("=", "reads as something else than a text"),
        ("!!timestamp 2020-01-01", "a type (!…) is not read here"),
        ("!!binary aGVsbG8=", "a type (!…) is not read here"),
        ('!!bool "maybe"', "a type (!…) is not read here"),
        ('"\\uD800"', "a character that no message can"),
        ('"\\0"', "a character that no message can"),
        ("9" * 5000, "more digits than any"),
    ],
)
@pytest.mark.parametrize("place", ["title: {en: %s, es: b}", "max_prompts: %s"])
def test_a_value_that_no_flow_has_is_named_with_line_and_column(value: str, problem: str, place: str):
    with pytest.raises(FlowError) as refused:
        parse_flow("# a comment\n" + place.replace("%s", value), "x.yml")

    assert problem in str(refused.value)
    assert "line 2, column" in str(refused.value)


@pytest.mark.parametrize(
    "name", ["", "../../etc", "finished", "identity", "Goal", "1st", "\N{SMILING FACE WITH SUNGLASSES}", "a" * 42]
)
def test_a_name_that_is_none_or_taken_is_an_error_at_its_place_and_can_still_be_read(name: str) -> None:
    quoted = json.dumps(name, ensure_ascii=False)
    text = FLOW.replace("  who:\n", f"  {quoted}:\n", 1).replace("next: who", f"next: {quoted}")

    found = [one for one in checked(text, "checkup.yml").findings if one.check.name == "names"]

    assert [str(one.place) for one in found] == ["line 18, column 3"] and name in parse_flow(
        text, "checkup.yml"
    ).questions


def test_a_choice_can_end_the_questions_and_says_so_again_when_it_is_written():
    flow = parsed()
    me, you = flow.questions["who"].options
    told = Agenda(answers=(Answer("who", "participation.preference", (Quote(1, 0, 1, "2"),), "you"),))

    assert (me.next, you.next) == (None, "read_back")
    assert after(replace(flow.questions["who"], next="helps"), told) is None
    assert replace(parse_flow(written(flow), "checkup.yml"), version=flow.version) == flow
