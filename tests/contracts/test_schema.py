"""What goes out keeps to the schema that the command line ships, and the schema to the code's own words."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError
from ruamel.yaml import YAML

from bot.agenda.events import Answered, CommitmentMade, ItemAdded, QuestionSkipped, Requested, TopicAdded
from bot.agenda.model import Answer, Commitment, Item, Quote, StaffRequest
from bot.flow.beside import ASIDES
from bot.safety.rulebook import rulebook
from bot.services.delivery import prepare_deliveries
from bot.services.outgoing import SAFETY_PURPOSES
from bot.services.visit_view import visit_json
from bot.vocabularies import PURPOSES, TASK_KINDS
from integrations.schema import INTENTS, schema
from integrations.web.coordinator.labels import TASKS
from tests.structure.source import modules
from tests.world import World

ROOT = Path(__file__).parent.parent.parent
# Shapes that a visit leaves out while it has no conversation.
OF_A_CONVERSATION = {"conversation_id", "flow", "flow_version", "stage", "question", "question_id", "progress"}

A_MESSAGE = {"id": 1, "provider_id": None, "direction": "in", "channel": "sms", "purpose": "answer", "by": "patient",
    "language": "en", "text": "hi", "media": 0, "at": "2026-12-07T15:00:00Z", "in_reply_to": [], "status": "received",
    "erased_at": None}  # fmt: skip
A_TASK = {"id": "a", "kind": "call_me", "state": "open", "message_id": 1, "at": "2026-12-07T15:00:00Z", "done_at": None,
    "done_by": None}  # fmt: skip
AN_ALERT = {"id": "a", "tier": "T1", "class": "chest_pain", "message_id": 1, "start": 0, "end": 5, "state": "open",
    "rule": next(rule.id for rule in rulebook().rules.values() if rule.kind == "chest_pain"), "pages": 0, "opinion": None,
    "at": "2026-12-07T15:00:00Z", "acknowledged_at": None, "acknowledged_by": None}  # fmt: skip


def check(name: str, value: Any) -> None:
    Draft202012Validator({**schema(), "anyOf": [{"$ref": f"#/$defs/{name}"}]}).validate(value)


async def a_full_visit(world: World) -> dict[str, Any]:
    visit = await world.a_visit()
    said = await world.text("crushing chest pain right now, and I need a refill")
    assert said.message_id is not None
    quote = Quote(said.message_id, 0, 19, "crushing chest pain")
    events = (
        ItemAdded(Item(1, quotes=(quote,), category="symptom", rank=1, earlier=(quote,))),
        TopicAdded(2, "Blood pressure"),
        Answered(Answer("goal", "what_matters.goal", (quote,), "yes")),
        QuestionSkipped("decides"),
        CommitmentMade(Commitment(1, "patient", (quote,))),
        Requested(StaffRequest("refill", (quote,))),
    )
    async with world.wiring.unit_of_work() as uow:
        await uow.agendas.append(visit.id, events, at=world.clock.now(), by="patient")
        await prepare_deliveries(visit.id, uow, world.clock, world.clock.now())
        await uow.commit()
    async with world.wiring.unit_of_work() as uow:
        shown = await visit_json(visit.id, uow, world.clock)
    return dict(json.loads(json.dumps(shown)))


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())


async def test_a_visit_with_everything_keeps_to_the_schema_and_names_nothing_more(world: World):
    shown = await a_full_visit(world)

    check("visit", shown)
    shapes = schema()["$defs"]
    assert set(shown) == set(shapes["visit"]["properties"])
    for one, many in (("item", "items"), ("message", "messages"), ("alert", "alerts"), ("delivery", "deliveries"),
                      ("answer", "answers"), ("commitment", "commitments"), ("request", "requests")):  # fmt: skip
        assert shown[many] and {key for part in shown[many] for key in part} == set(shapes[one]["properties"])


async def test_a_visit_that_nobody_answered_and_one_that_was_erased_keep_to_it_too(world: World):
    silent, erased = await world.a_visit(invited_at=None), await world.a_visit(phone="+12025550188")
    async with world.wiring.unit_of_work() as uow:
        await uow.visits.update(erased.id, data_key=None, sealed_details=None)
        await uow.commit()
    async with world.wiring.unit_of_work() as uow:
        for visit in (silent, erased):
            check("visit", json.loads(json.dumps(await visit_json(visit.id, uow, world.clock))))


async def test_every_inbound_message_is_there_once_as_received(world: World):
    visit = await world.a_visit()
    texts = ["  spaces  ", "a\nb", "\U0001f600" * 50, "=1+1", "/restart", "x" * 1700]
    for number, text in enumerate(texts):
        await world.text(text, sid=f"SM{number:032}")
        await world.text(text, sid=f"SM{number:032}")

    async with world.wiring.unit_of_work() as uow:
        shown = await visit_json(visit.id, uow, world.clock)

    came = [(m["provider_id"], m["text"]) for m in shown["messages"] if m["direction"] == "in"]
    assert came == [(f"SM{number:032}", text) for number, text in enumerate(texts)]


async def test_a_text_that_may_be_about_two_visits_is_shown_at_both_until_it_is_placed(world: World):
    visits = [await world.a_visit(), await world.a_visit()]
    await world.text("my knee", sid="SM1")

    async with world.wiring.unit_of_work() as uow:
        shown = [await visit_json(visit.id, uow, world.clock) for visit in visits]

    assert [[m["text"] for m in one["messages"] if m["direction"] == "in"] for one in shown] == [["my knee"]] * 2


async def test_an_erased_message_stays_without_its_words(world: World):
    visit = await world.a_visit()
    received = await world.text("my secret")
    assert received.message_id is not None
    async with world.wiring.unit_of_work() as uow:
        await uow.messages.erase(received.message_id, world.clock.now())
        await uow.commit()

    async with world.wiring.unit_of_work() as uow:
        shown = await visit_json(visit.id, uow, world.clock)

    erased = next(m for m in shown["messages"] if m["id"] == received.message_id)
    assert erased["text"] is None and erased["erased_at"] is not None


@pytest.mark.parametrize("name, value", [
    ("message", A_MESSAGE),
    ("message", A_MESSAGE | {"by": "staff:5f0c"}),
    ("task", A_TASK),
    ("task", A_TASK | {"kind": "send_failed.landline"}),
    ("alert", AN_ALERT),
    ("understood", {"id": 1, "intent": {"name": "inform", "confidence": 0.98}, "opt_out": False, "safety":
        {"tier": "T1", "class": "chest_pain", "span": "chest pain", "start": 0, "end": 10}, "concerns": [{"start": 0,
        "end": 4, "span": "knee", "category": "symptom", "body_site": "knee", "duration": None, "severity": None,
        "negated": False, "doubtful": False, "person": "self"}]}),
    ("understood", {"id": "x", "intent": {"name": "skip", "confidence": 1}, "opt_out": True, "safety":
        {"tier": "none", "class": None, "span": None}, "concerns": []}),
    ("understand_in", {"id": 1, "text": "hi", "question": "words", "language": "es"}),
    ("chat_in", {"text": "hi"}),
    ("chat_out", {"replies": ["a"], "state": "started", "agenda": {"items": [], "answers": [], "skipped": [],
        "commitments": []}, "alerts": []}),
    ("figure", {"name": "turn", "value": 14.2, "unit": "ms", "baseline": 130, "ratio": 0.11}),
])  # fmt: skip
def test_a_line_of_each_command_keeps_to_the_schema(name: str, value: dict[str, Any]):
    check(name, value)


@pytest.mark.parametrize("name, value", [
    ("understood", {"id": 1}),
    ("understand_in", {"id": 1, "text": "hi", "question": "riddle"}),
    ("chat_out", {"replies": ["a"], "state": "happy", "agenda": {}, "alerts": []}),
    ("message", A_MESSAGE | {"purpose": "advert"}),
    ("message", A_MESSAGE | {"by": "nobody"}),
    ("task", A_TASK | {"kind": "chores"}),
    ("alert", AN_ALERT | {"rule": "bad_mood"}),
])  # fmt: skip
def test_another_word_or_a_missing_part_does_not(name: str, value: dict[str, Any]):
    with pytest.raises(ValidationError):
        check(name, value)


def test_the_intents_are_those_that_the_assistant_knows():
    known = YAML(typ="safe", pure=True).load((ROOT / "domain.yml").read_text("utf-8"))["intents"]

    assert set(INTENTS) == set(known) - {"undo", "link", "danger_sign"}


def nodes() -> Iterator[ast.AST]:
    for path in modules("bot").values():
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def calls(*names: str) -> Iterator[ast.Call]:
    for node in nodes():
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in names:
            yield node


def words_in(*parts: ast.AST) -> set[str]:
    found = (node for part in parts for node in ast.walk(part))
    return {node.value for node in found if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_purpose_that_the_code_gives_a_message_is_in_the_vocabulary():
    named = (node.value for node in nodes() if isinstance(node, ast.keyword) and node.arg == "purpose")
    texts_without_a_turn = (part for call in calls("_reply", "_tell") for part in call.args)

    given = words_in(*named, *texts_without_a_turn) | {*SAFETY_PURPOSES}

    assert {"answer", "reply", "resumed", "opt_out", "unknown_number"} <= given <= {*PURPOSES}


def test_every_kind_of_task_that_the_code_makes_is_in_the_vocabulary_and_has_its_label():
    made = (part for call in calls("task", "add_task", "Task") for part in call.args)
    beside = {aside.task for aside in ASIDES.values() if aside.task}

    given = (words_in(*made) | beside) - {"open"}

    assert {"not_reviewed", "alert_not_paged", "wrong_number", "stranger_in_danger"} <= given
    assert given <= {*TASK_KINDS} <= {*TASKS}
