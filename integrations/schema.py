"""One JSON Schema (2020-12) for every shape that goes in or out, its vocabularies taken from the code that uses them."""

from __future__ import annotations

from typing import get_args

from bot.agenda.concern import CATEGORIES, PERSONS
from bot.agenda.model import FIELDS, REQUESTS, ItemStatus, Source
from bot.flow.model import LANGUAGES, QuestionKind, Stage
from bot.messaging.status import ORDER
from bot.records import Channel
from bot.safety import Tier
from bot.safety.added import ADDED_RULES, CLINIC_PHRASE
from bot.safety.rulebook import rulebook
from bot.services.delivery_outcomes import STATES as DELIVERY_STATES
from bot.services.second_opinions import SECOND_OPINION
from bot.visit_state import STATES as VISIT_STATES
from bot.vocabularies import AUTHORS, OPINIONS, PURPOSES, STAFF, TASK_KINDS
from integrations.delivery.fhir import FhirServer
from integrations.delivery.file import FileDrop
from integrations.schema_forms import NUMBER, PLACE, TEXT, TIME, YES_NO, Shape, listing, one_of, or_null, record, ref

# The contract's names (architecture.md); what else the assistant knows goes by the nearest of them.
INTENTS = (
    "inform",
    "affirm",
    "deny",
    "skip",
    "dont_know",
    "nothing_else",
    "stop_optout",
    "help",
    "start_resume",
    "repeat",
    "go_back",
    "change_answer",
    "who_are_you",
    "who_reads_this",
    "wrong_person",
    "talk_to_human",
    "reschedule_or_cancel",
    "refill_request",
    "ask_medical_advice",
    "billing_question",
    "thanks",
    "greet_goodbye",
    "angry_complaint",
    "proxy_speaking",
    "later_busy",
    "language_spanish",
    "language_english",
    "out_of_scope",
)
ALERT_STATES = ("open", "acknowledged", "noted")
OUR_MESSAGE_STATES = ("received", "waiting", "on_its_way", "shown", "cancelled")  # the others are the provider's
WHO = ("patient", "team", "asked_of_team")
WAYS = (FileDrop.name, FhirServer.name)


def schema() -> Shape:
    """Return the schema; its $defs are named after the commands and addresses that read or write them."""
    shapes = {
        "visit": _visit(),
        "understand_in": _understand_in(),
        "understood": _understood(),
        "chat_in": record({"text": TEXT}),
        "chat_out": _chat_out(),
        "chat_error": record({"error": TEXT}),
        "figure": _figure(),
        **_parts(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Previsit",
        "description": "`visits export`, `summary --format json` and the API give a visit; `understand` and `chat --json` "
        "read and write lines; `make bench` prints a figure a line.",
        "$defs": shapes,
        "anyOf": [
            ref(name)
            for name in ("visit", "understood", "understand_in", "chat_out", "chat_error", "chat_in", "figure")
        ],
    }


def _visit() -> Shape:
    moments = ("invited", "reminded", "started", "confirmed", "signed_off", "sent", "read", "closed")
    place = {
        "conversation_id": TEXT,
        "flow": TEXT,
        "flow_version": TEXT,
        "stage": one_of(Stage),
        "question": one_of(QuestionKind),
        "question_id": or_null(TEXT),
        "progress": record({"done": NUMBER, "of": NUMBER}),
    }
    known = {
        "visit_id": TEXT,
        "state": one_of(VISIT_STATES),
        "language": one_of(LANGUAGES),
        "clinic": TEXT,
        "starts_at": TIME,
        "time_zone": TEXT,
        "booking": {"enum": ["booked", "cancelled"]},
        "consent_texting": YES_NO,
        "summary_version": NUMBER,
        **{f"{moment}_at": or_null(TIME) for moment in moments},
        **{f"{name}s": listing(ref(name)) for name in ("item", "answer", "commitment", "request", "message", "alert")},
        "deliveries": listing(ref("delivery")),
        "tasks": listing(ref("task")),
        "skipped": listing({**TEXT, "description": "id of a question of the flow"}),
        "declined": YES_NO,
        "changed_after_sending": YES_NO,
    }
    return record(known, place)


def _parts() -> dict[str, Shape]:
    return {
        "quote": record({"message_id": NUMBER, "start": PLACE, "end": PLACE}),
        "item": _item(),
        "answer": record({"question": TEXT, "fills": one_of(FIELDS), "value": or_null(TEXT), **_said()}),
        "commitment": record({"id": NUMBER, "who": one_of(WHO), "withdrawn": YES_NO, **_said()}),
        "request": record({"kind": one_of(REQUESTS), **_said()}),
        "message": _message(),
        "alert": _alert(),
        "task": _task(),
        "delivery": _delivery(),
        "concern": _concern(),
    }


def _item() -> Shape:
    labels = {name: or_null(TEXT) for name in ("question", "body_site", "duration", "severity")}
    vocabularies = {
        "category": one_of(CATEGORIES),
        "source": one_of(Source),
        "status": one_of(ItemStatus),
        "person": one_of(PERSONS),
    }
    rank = {"rank": or_null({"type": "integer", "minimum": 1}), "negated": YES_NO}
    return record({"id": NUMBER, **_said(), "earlier": listing(ref("quote")), **vocabularies, **rank, **labels})


def _message() -> Shape:
    return record(
        {
            "id": NUMBER,
            "provider_id": or_null(TEXT),
            "direction": {"enum": ["in", "out"]},
            "channel": one_of(get_args(Channel)),
            "purpose": one_of(PURPOSES),
            "by": _author(),
            "language": or_null(one_of(LANGUAGES)),
            "text": {**or_null(TEXT), "description": "as received or sent; null once erased"},
            "media": NUMBER,
            "at": TIME,
            "in_reply_to": listing(NUMBER),
            "status": one_of((*OUR_MESSAGE_STATES, *ORDER)),
            "erased_at": or_null(TIME),
        }
    )


def _author() -> Shape:
    return {"anyOf": [one_of(AUTHORS), {**TEXT, "pattern": f"^{STAFF}", "description": "a member of staff, by id"}]}


def _alert() -> Shape:
    return record(
        {
            "id": TEXT,
            "tier": one_of(Tier),
            "class": one_of(_classes()),
            "message_id": NUMBER,
            "start": PLACE,
            "end": PLACE,
            "rule": one_of([*rulebook().rules, *ADDED_RULES, SECOND_OPINION]),
            "state": one_of(ALERT_STATES),
            "at": TIME,
            "pages": NUMBER,
            "opinion": or_null(one_of(OPINIONS)),
            "acknowledged_at": or_null(TIME),
            "acknowledged_by": or_null(TEXT),
        }
    )


def _task() -> Shape:
    done = {"done_at": or_null(TIME), "done_by": or_null(TEXT)}
    state: Shape = {"enum": ["open", "done"]}
    return record(
        {"id": TEXT, "kind": one_of(TASK_KINDS), "state": state, "message_id": or_null(NUMBER), "at": TIME, **done}
    )


def _delivery() -> Shape:
    return record(
        {
            "id": TEXT,
            "way": one_of(WAYS),
            "version": NUMBER,
            "state": one_of(DELIVERY_STATES),
            "receipt": or_null(TEXT),
            "at": or_null(TIME),
            "attempts": NUMBER,
            "last_error": or_null(TEXT),
            "not_before": TIME,
        }
    )


def _concern() -> Shape:
    labels = {name: or_null(TEXT) for name in ("body_site", "duration", "severity")}
    vocabularies = {"category": one_of(CATEGORIES), "person": one_of(PERSONS)}
    return record(
        {"start": PLACE, "end": PLACE, "span": TEXT, "negated": YES_NO, "doubtful": YES_NO, **vocabularies, **labels}
    )


def _understand_in() -> Shape:
    optional = {"language": one_of(LANGUAGES), "question": one_of(QuestionKind)}
    return record({"id": {}, "text": TEXT}, {name: or_null(kind) for name, kind in optional.items()})


def _understood() -> Shape:
    sure = {"type": "number", "minimum": 0, "maximum": 1}
    safety = {"tier": one_of(Tier), "class": or_null(one_of(_classes())), "span": or_null(TEXT)}
    return record(
        {
            "id": {},
            "intent": record({"name": one_of(INTENTS), "confidence": sure}),
            "opt_out": YES_NO,
            "safety": record(safety, {"start": PLACE, "end": PLACE}),
            "concerns": listing(ref("concern")),
        }
    )


def _chat_out() -> Shape:
    agenda = {f"{name}s": listing(ref(name)) for name in ("item", "answer", "commitment")}
    return record(
        {
            "replies": listing(TEXT),
            "state": one_of(VISIT_STATES),
            "agenda": record({**agenda, "skipped": listing(TEXT)}),
            "alerts": listing(ref("alert")),
        }
    )


def _figure() -> Shape:
    measured: Shape = {"type": ["number", "null"]}
    return record({"name": TEXT, "value": measured, "unit": TEXT, "baseline": measured, "ratio": measured})


def _said() -> dict[str, Shape]:
    return {"words": TEXT, "quotes": listing(ref("quote"))}


def _classes() -> list[str]:
    return sorted({CLINIC_PHRASE, *(rule.kind for rule in rulebook().rules.values())})
