"""The flow language in one page, made from what reads it: the schema, the values and the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.flow.checks.catalogue import CHECKS
from bot.flow.checks.check import Level
from bot.flow.file_schema import flow_file_schema
from bot.flow.values import VALUES, Value

_INTRODUCTION = """# The flow language

A flow is a YAML file: what patients are asked before one kind of visit, in every language. This page is made by
`previsit flows reference` from the code that reads flows, and a test holds it to that. `previsit flows schema` prints the same as a
JSON Schema, for an editor that completes while you type; [how to change a flow](how-to/change-a-flow.md) says how one goes to patients.

```yaml
title: {en: Check-up, es: Chequeo}
questions:
  main:
    ask: {en: What do you want to talk about?, es: ¿De qué quiere hablar?}
    expect: words
    fills: items
    next: ride
  ride:
    ask: {en: Do you need a ride?, es: ¿Necesita transporte?}
    expect: yes_no
    fills: access_needs
    next: read_back
```
"""
_PLACES = (
    ("The file", (), "A file has"),
    (
        "A question",
        ("$defs", "question"),
        "Under `questions`, each under a name of its own, in the order they are asked",
    ),
    (
        "A section",
        ("$defs", "section"),
        "Under `sections`, each under a name of its own that its questions have in `section`",
    ),
    ("When it is asked", ("$defs", "question", "properties", "when"), "`when` holds only when all of it does"),
    ("An answer that says nothing", ("$defs", "question", "properties", "unclear"), "`unclear` says what then"),
    ("A choice", ("$defs", "option"), "Under `options`, each under a name of its own, numbered in this order"),
    ("A test", ("$defs", "test"), "Under `tests`, each under a name of its own"),
    ("A line of a test", ("$defs", "test", "properties", "talk", "items"), "In `talk`, in their order"),
)


def reference() -> str:
    """Return the page as Markdown."""
    return "\n".join([_INTRODUCTION, *_keys(), *_values(), *_checks()]).rstrip() + "\n"


def _keys() -> Iterator[str]:
    schema = flow_file_schema()
    for title, path, words in _PLACES:
        part: Mapping[str, Any] = schema
        for key in path:
            part = part[key]
        yield f"## {title}\n\n{words}:\n"
        yield "| key | holds | |\n| --- | --- | --- |"
        for key, value in part["properties"].items():
            needed = "" if key in part.get("required", ()) else " (may be left out)"
            yield f"| `{key}` | {_kind(value)}{needed} | {value.get('description', '')} |"
        yield ""


def _kind(value: Mapping[str, Any]) -> str:
    if "enum" in value:
        return " or ".join(f"`{str(one).lower() if isinstance(one, bool) else one}`" for one in value["enum"])
    if "anyOf" in value:
        return f"{_kind(value['anyOf'][0])}, or a list of them"
    if "$ref" in value:
        return {"texts": "a text in each language", "step": "the name of a question"}[value["$ref"].rpartition("/")[2]]
    return {
        "boolean": "true or false",
        "integer": f"a whole number, {value.get('minimum', 0)} or more",
        "array": "a list",
        "object": "keys of its own",
        "string": "a text",
    }[value["type"]]


def _values() -> Iterator[str]:
    yield "## Values in texts\n\nA text may name these in braces; no other braces may stand in it:\n"
    yield "| value | is | may stand in |\n| --- | --- | --- |"
    for name, value in VALUES.items():
        yield f"| `{{{name}}}` | {value.meaning} | {_where(value)} |"
    yield ""


def _where(value: Value) -> str:
    if value.topical:
        return "questions with `each: topic`"
    return "`web` only: it tells who or why" if value.private else "every text"


def _checks() -> Iterator[str]:
    for level, words in ((Level.ERROR, "keep a flow from going out"), (Level.ADVICE, "are worth a thought")):
        yield f"## Checks that {words}\n\n| check | why | for example | what to do |\n| --- | --- | --- | --- |"
        for check in CHECKS:
            if check.level is level:
                yield f"| `{check.name}` | {check.reason} | {_cell(check.example)} | {check.fix} |"
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
