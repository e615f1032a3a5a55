"""From the fields of a form to an edit. Pure: whether the edit can be made, the draft says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from bot.flow.document import FlowError
from bot.flow.drafting.edits import (
    FORMS,
    Answers,
    Asked,
    Edit,
    Insert,
    Move,
    Remove,
    Replace,
    Retitle,
    Reword,
)
from bot.flow.drafting.kept_tests import DropTest
from bot.flow.drafting.names import named
from bot.flow.drafting.parts import AskAfterVisit, PutSection
from bot.flow.model import LANGUAGES, Unclear
from integrations.questionnaires.read import read_questionnaire
from integrations.storable import storable
from integrations.web.lab.whens import conditions_in

Fields = Mapping[str, str]
KINDS = ("title", "after", "section", "words", "answers", "asked", "move", "remove", "add", "file", "drop-test")

_MOST_DIGITS = 4
MOST_OPTIONS = 9  # a patient chooses by one digit


def edit_in(kind: str, fields: Fields, questions: Collection[str], sections: Collection[str] = ()) -> Edit:
    """Return the edit that a form asks for. kind: which form; questions, sections: names that are taken."""
    question = fields.get("question", "")
    match kind:
        case "title":
            return Retitle(_texts("title", fields))
        case "words":
            return Reword(question, {form: _texts(form, fields) for form in FORMS})
        case "answers":
            return Answers(
                question,
                fields.get("expect", ""),
                fields.get("fills", ""),
                _options(fields),
                fields.get("hand_over") or None,
                _unclear(fields),
            )
        case "asked":
            return _asked(question, fields)
        case "after":
            return AskAfterVisit(fields.get("after_visit") or None)
        case "section":
            title = _texts("title", fields)
            name = fields.get("part") or named(title["en"] or title["es"], sections)
            return PutSection(name, title, conditions_in(fields))
        case "move":
            return Move(question, fields.get("after") or None)
        case "remove":
            return Remove(question, follow_ups=fields.get("follow_ups") == "yes")
        case "add":
            return _added(fields, questions)
        case "drop-test":
            return DropTest(fields.get("test", ""))
        case "file":
            return Replace(_file(storable(fields.get("content", "")).replace("\r\n", "\n")))
    raise FlowError(f"There is no such change: {kind}.")


def _file(content: str) -> str:
    """Return the file that was typed; of a FHIR Questionnaire the flow it says, what that cannot hold named at its head."""
    if not content.lstrip().startswith("{"):
        return content
    found = read_questionnaire(content, otherwise="Questionnaire")
    return "".join(f"# {' '.join(note.split())}\n" for note in found.unheld) + found.text


def _asked(question: str, fields: Fields) -> Asked:
    return Asked(
        question,
        conditions_in(fields),
        optional=fields.get("optional") == "yes",
        switched_on=fields.get("switched_on") == "yes",
        each=fields.get("each") == "yes",
        section=fields.get("section"),
        repeat=_number(fields.get("repeat", "")),
    )


def _number(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < _MOST_DIGITS else None


def _added(fields: Fields, taken: Collection[str]) -> Insert:
    ask = _texts("ask", fields)
    return Insert(
        named(ask["en"] or ask["es"], taken),
        fields.get("after") or None,
        ask,
        fields.get("expect", "words"),
        fields.get("fills", "notes"),
        conditions_in(fields) or {},
        _options(fields),
    )


def _options(fields: Fields) -> dict[str, Mapping[str, Any]]:
    """Read the choices, in their order; a row without words in any language is none."""
    if fields.get("expect") != "choice":
        return {}
    found: dict[str, Mapping[str, Any]] = {}
    for row in range(MOST_OPTIONS):
        texts = _texts(f"option_{row}", fields)
        if any(texts.values()):
            name = fields.get(f"option_{row}_name") or named(texts["en"] or texts["es"], found)
            found[name] = {**texts, **_beside(f"option_{row}", fields)}
    return found


def _beside(option: str, fields: Fields) -> dict[str, Any]:
    """Read where a choice leads and how else it is said, where the form has that; None where there is nothing."""
    said = {language: _several(fields.get(f"{option}_also_{language}", "")) for language in LANGUAGES}
    also = {language: words for language, words in said.items() if words}
    leads = {"next": fields[f"{option}_next"] or None} if f"{option}_next" in fields else {}
    return {**leads, **({"also": also or None} if f"{option}_also_{LANGUAGES[0]}" in fields else {})}


def _several(given: str) -> list[str]:
    return [" ".join(storable(one).split()) for one in given.split(",") if one.strip()]


def _unclear(fields: Fields) -> dict[str, Any] | None:
    """Read what follows an answer that says nothing; None where the form does not ask."""
    if "unclear_tries" not in fields:
        return None
    tries, leads = _number(fields["unclear_tries"]), fields.get("unclear_next")
    held = {"tries": None if tries == Unclear().tries else tries, "next": leads or None}
    return {key: value for key, value in held.items() if value is not None}


def _texts(name: str, fields: Fields) -> dict[str, str]:
    return {language: " ".join(storable(fields.get(f"{name}_{language}", "")).split()) for language in LANGUAGES}
