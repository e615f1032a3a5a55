"""The JSON Schema for editors knows the same flow files as the reader does."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from bot.flow import parse
from bot.flow.file_schema import flow_file_schema
from bot.flow.library import flow_text, flows

SCHEMA = flow_file_schema()


def mistakes(text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(YAML(typ="safe", pure=True).load(text))]


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", flows())
def test_every_flow_that_comes_with_previsit_keeps_to_it(name: str):
    assert mistakes(flow_text(name)) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("expect: words", "expect: word", "'word' is not one of"),
        ("fills: items", "fills: item", "'item' is not one of"),
        ("    prompt:", "    promt:", "'promt' was unexpected"),
        ("repeat: 4", "repeat: often", "'often' is not of type 'integer'"),
        ("also_ask: []", "also_ask: decides", "'decides' is not of type 'array'"),
    ],
)
def test_what_the_reader_refuses_is_underlined_in_an_editor(old: str, new: str, says: str):
    assert any(says in mistake for mistake in mistakes(flow_text("adult_follow_up").replace(old, new, 1)))


def test_it_knows_the_keys_that_the_reader_knows_and_no_other():
    question = SCHEMA["$defs"]["question"]["properties"]

    assert tuple(SCHEMA["properties"]) == parse.FLOW_KEYS
    assert sorted(question) == sorted(parse.QUESTION_KEYS)
    assert tuple(question["when"]["properties"]) == parse.CONDITION_KEYS


def test_every_key_says_what_it_is_for():
    keys = [*SCHEMA["properties"].values(), *SCHEMA["$defs"]["question"]["properties"].values()]

    assert all(key.get("description", "").endswith(".") for key in keys)
