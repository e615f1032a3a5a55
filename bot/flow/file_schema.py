"""A JSON Schema (draft 2020-12) of flow files, for editors that complete and explain while one types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.agenda.model import FIELDS
from bot.flow.model import ASKED_BY_FLOWS, LANGUAGES, MAX_PROMPTS, MOST_TOPICS, PLACES, TIERS, TOPIC

_TEXT = {"type": "string", "minLength": 1}
_STEP = {"$ref": "#/$defs/step"}

_ONE_OR_MORE = {"anyOf": [_STEP, {"type": "array", "items": _STEP, "minItems": 1}]}

Schema = Mapping[str, Any]


def flow_file_schema() -> dict[str, Any]:
    """Return the schema; what only a walk through the flow can tell (circles, unknown steps) is left to the checks."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A flow of Previsit",
        "description": "What patients are asked before one kind of visit, in every language.",
        "$defs": {
            "texts": _texts(),
            "step": _step(),
            "section": _section(),
            "question": _question(),
            "option": _option(),
            "test": _test(),
        },
        **_mapping(
            {
                "title": _about({"$ref": "#/$defs/texts"}, "What staff call the flow."),
                "speaker": _about({"enum": ["patient", "proxy"]}, "Who answers; proxy for a child's visit."),
                "also_ask": _about(_list_of(_STEP), "Optional questions (core: false) that are asked all the same."),
                "max_prompts": _about(
                    _count(1),
                    f"How many questions are asked at most; core ones are asked anyway. {MAX_PROMPTS} if left out.",
                ),
                "sections": {
                    "type": "object",
                    "additionalProperties": {"$ref": "#/$defs/section"},
                    "description": "Questions that belong together, each under the name that they have in `section`.",
                },
                "questions": {
                    "type": "object",
                    "minProperties": 1,
                    "propertyNames": _STEP,
                    "additionalProperties": {"$ref": "#/$defs/question"},
                    "description": "Each under its name; the first is asked first.",
                },
                "after_visit": _about(
                    _STEP, "The first question that is asked after the visit, the others being those it leads to."
                ),
                "tests": {
                    "type": "object",
                    "additionalProperties": {"$ref": "#/$defs/test"},
                    "description": "Conversations that must go as written before the flow goes out.",
                },
            },
            required=("title", "questions"),
        ),
    }


def _section() -> Schema:
    return _mapping(
        {
            "title": _about(
                {"$ref": "#/$defs/texts"}, "What stands above its questions in the web chat and in the lab."
            ),
            "when": _about(_conditions(), "Its questions are asked only when all of this holds."),
        },
        required=("title",),
    )


def _question() -> Schema:
    texts = {"$ref": "#/$defs/texts"}
    return _mapping(
        {
            "ask": _about(texts, "What the patient reads. One message, one idea."),
            "short": _about(texts, "The same in fewer words, for beside another line or asked again."),
            "web": _about(
                texts, "What the patient reads in the web chat instead, where there is room and nobody looks on."
            ),
            "prompt": _about(texts, "One gentle nudge after I don't know or a bare yes."),
            "expect": _about(
                {"enum": [kind.value for kind in ASKED_BY_FLOWS]},
                "Which answers it waits for; free words are welcome at every one.",
            ),
            "fills": _about({"enum": list(FIELDS)}, "Where the answer goes in the agenda and the summary."),
            "core": _about({"type": "boolean"}, "false: asked only when also_ask names it."),
            "when": _about(_conditions(), "Asked only when all of this holds."),
            "options": _about(
                {"type": "object", "minProperties": 2, "additionalProperties": {"$ref": "#/$defs/option"}},
                "The choices of expect: choice, numbered in this order.",
            ),
            "each": _about(
                {"enum": [TOPIC]},
                "Asked about each topic on the list, in the patient's order; {topic} names it in the texts.",
            ),
            "repeat": _about(
                _count(1),
                f"How often a something_else is asked at most; with each, about how many topics ({MOST_TOPICS} if left out).",
            ),
            "section": _about(_TEXT, "The section that it is in."),
            "unclear": _about(
                _mapping(
                    {
                        "tries": _about(_count(0), "How often to nudge at most; once if left out."),
                        "next": _about(_STEP, "Where to go then, if not where the question leads."),
                    }
                ),
                "After an answer that says nothing: nudge so often, then go there.",
            ),
            "hand_over": _about(
                _TEXT, "After this answer (yes, no or a choice) the patient is told that a person calls, and staff are."
            ),
            "instead_of": _about(_STEP, "Takes this question's place when also_ask names it."),
            "next": _about(
                _STEP,
                "The question after it; read_back shows the patient the list, or ends what is asked after the visit.",
            ),
        },
        required=("ask", "expect", "fills", "next"),
    )


def _conditions() -> Schema:
    answers = {"type": "object", "propertyNames": _STEP, "additionalProperties": _TEXT}
    return _mapping(
        {
            "said": _about(_ONE_OR_MORE, "This question was answered, or each of these."),
            "not_said": _about(_ONE_OR_MORE, "This question was not answered, or none of these."),
            "is": _about(answers, "Questions with the answer they have."),
            "is_not": _about(answers, "Questions with an answer they have not."),
            "items": _about(_count(1), "The list has at least so many topics."),
            "team_topics": _about(_count(1), "The team has added at least so many topics of its own."),
            "visit_type": _about(_TEXT, "The visit is of this type, as the import names it."),
            "language": _about({"enum": list(LANGUAGES)}, "The patient writes in this language."),
            "answered_by": _about({"enum": ["patient", "proxy"]}, "This person answers."),
            "age_at_least": _about(_count(1), "The patient is so many years old on the day of the visit, or older."),
            "age_under": _about(_count(1), "The patient is younger on the day of the visit."),
            "hours_left": _about(_count(1), "So many hours are left before the visit begins."),
        }
    )


def _option() -> Schema:
    words = _mapping({language: _list_of(_TEXT) for language in LANGUAGES})
    return _mapping(
        {
            **dict.fromkeys(LANGUAGES, _about(_TEXT, "The choice in this language.")),
            "also": _about(words, "Other ways to say it."),
            "next": _about(_STEP, "Where this choice leads, if not where the question does."),
        },
        required=LANGUAGES,
    )


def _test() -> Schema:
    line = _mapping(
        {
            "hours": _about(_count(0), "How many have passed before the text."),
            "says": _about(_TEXT, "What the patient texts."),
            "then": _about(_TEXT, f"What is open after the reply: a question, or {', '.join(PLACES)}."),
            "alert": _about({"enum": list(TIERS)}, "The tier of the alert that it raises."),
        },
        required=("says", "then"),
    )
    return _mapping(
        {
            "language": _about({"enum": list(LANGUAGES)}, "The language of the invitation."),
            "age": _about(_count(0), "How old the patient is."),
            "visit_type": _about(_TEXT, "Of which type the visit is."),
            "team_topics": _about(_count(0), "How many topics the team has added."),
            "topics": _about(_count(0), "How many topics are on the list at the end."),
            "talk": _about(_list_of(line), "What the patient texts, and what follows each time."),
        },
        required=("language", "talk"),
    )


def _texts() -> Schema:
    return _mapping(dict.fromkeys(LANGUAGES, _TEXT), required=LANGUAGES)


def _step() -> Schema:
    return {"type": "string", "minLength": 1, "description": "The name of a question, or read_back."}


def _mapping(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(required), "additionalProperties": False}


def _about(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def _list_of(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _count(least: int) -> Schema:
    return {"type": "integer", "minimum": least}
