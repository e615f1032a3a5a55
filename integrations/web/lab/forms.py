"""From the fields of a form to an edit. Pure: whether the edit can be made, the draft says."""

from __future__ import annotations

from collections.abc import Collection, Mapping

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
from bot.flow.model import LANGUAGES
from integrations.storable import storable

Fields = Mapping[str, str]
KINDS = ("title", "after", "section", "words", "answers", "asked", "move", "remove", "add", "file", "drop-test")

MOST_OPTIONS = 9  # a patient chooses by one digit
_MOST_DIGITS = 6
KEEP = "keep"  # in the "when" list: conditions that the list has no entry for


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
            )
        case "asked":
            return _asked(question, fields)
        case "after":
            return AskAfterVisit(fields.get("after_visit") or None)
        case "section":
            title = _texts("title", fields)
            name = fields.get("part") or named(title["en"] or title["es"], sections)
            return PutSection(name, title, condition(fields.get("when", "")))
        case "move":
            return Move(question, fields.get("after") or None)
        case "remove":
            return Remove(question, follow_ups=fields.get("follow_ups") == "yes")
        case "add":
            return _added(fields, questions)
        case "drop-test":
            return DropTest(fields.get("test", ""))
        case "file":
            return Replace(storable(fields.get("content", "")).replace("\r\n", "\n"))
    raise FlowError(f"There is no such change: {kind}.")


def condition(chosen: str) -> dict[str, object] | None:
    """Read the value of a "when" list.

    `` is always; `keep` leaves it; else `said:q`, `not_said:q`, `is:q=value`, `is_not:q=value`, `items:2`, `language:es`.
    """
    if chosen == KEEP:
        return None
    check, _, rest = chosen.partition(":")
    if check in ("is", "is_not"):
        question, _, value = rest.partition("=")
        return {check: {question: value}}
    if check in ("items", "team_topics", "hours_left") or check.startswith("age_"):
        return {check: int(rest) if rest.isascii() and rest.isdigit() and len(rest) < _MOST_DIGITS else rest}
    return {check: rest} if check else {}


def _asked(question: str, fields: Fields) -> Asked:
    return Asked(
        question,
        condition(fields.get("when", "")),
        optional=fields.get("optional") == "yes",
        switched_on=fields.get("switched_on") == "yes",
        each=fields.get("each") == "yes",
        section=fields.get("section"),
    )


def _added(fields: Fields, taken: Collection[str]) -> Insert:
    ask = _texts("ask", fields)
    return Insert(
        named(ask["en"] or ask["es"], taken),
        fields.get("after") or None,
        ask,
        fields.get("expect", "words"),
        fields.get("fills", "notes"),
        condition(fields.get("when", "")) or {},
        _options(fields),
    )


def _options(fields: Fields) -> dict[str, Mapping[str, str]]:
    """Read the choices, in their order; a row without words in any language is none."""
    if fields.get("expect") != "choice":
        return {}
    found: dict[str, Mapping[str, str]] = {}
    for row in range(MOST_OPTIONS):
        texts = _texts(f"option_{row}", fields)
        if any(texts.values()):
            name = fields.get(f"option_{row}_name") or named(texts["en"] or texts["es"], found)
            found[name] = texts
    return found


def _texts(name: str, fields: Fields) -> dict[str, str]:
    return {language: " ".join(storable(fields.get(f"{name}_{language}", "")).split()) for language in LANGUAGES}
