"""A Questionnaire as the text of a flow: one of ours as it was, one of others as a draft that the checks then go through."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.errors import PrevisitError
from bot.flow.model import QuestionKind
from bot.flow.parse import READ_BACK
from bot.flow.written import as_yaml, beside
from integrations.questionnaires.shared import SETTINGS, heard

_KINDS = {
    "boolean": QuestionKind.YES_NO,
    "date": QuestionKind.DATE,
    "choice": QuestionKind.CHOICE,
    "open-choice": QuestionKind.CHOICE,
}
_NO_QUESTIONS = ("group", "display")
_FEWEST_OPTIONS = 2
_NOWHERE_ELSE = "notes"  # where answers go of which nobody said where

Item = Mapping[str, Any]


class NoQuestionnaire(PrevisitError):
    """A resource cannot become a flow."""


def flow_text(resource: Mapping[str, Any]) -> str:
    """Return the YAML of a flow. Raises NoQuestionnaire for another resource, or one that asks nothing."""
    if resource.get("resourceType") != "Questionnaire":
        raise NoQuestionnaire(
            f"This is a {resource.get('resourceType', 'file without resourceType')}, not a Questionnaire."
        )
    items = list(_asking(resource.get("item", ())))
    sections = dict(_sections(resource.get("item", ())))
    if not items:
        raise NoQuestionnaire(
            "This Questionnaire has no question: it needs `item`s that are neither group nor display."
        )
    names = _names(items)
    questions = {
        name: _question(item, names, place, _section_of(item, sections))
        for place, (item, name) in enumerate(zip(items, names.values(), strict=True))
    }
    grouped = (
        {"sections": {name: {"title": heard(group, "text")} for name, group in sections.items()}} if sections else {}
    )
    return as_yaml({"title": heard(resource, "title"), **grouped, **_settings(resource), "questions": questions})


def _asking(items: Sequence[Item]) -> Iterator[Item]:
    """Yield the questions in their order, those of groups among them."""
    for item in items:
        if item.get("type") not in _NO_QUESTIONS:
            yield item
        yield from _asking(item.get("item", ()))


def _sections(items: Sequence[Item]) -> Iterator[tuple[str, Item]]:
    """Yield every group that has a title and questions of its own, under a name that a flow file can hold."""
    for place, item in enumerate(items, 1):
        if item.get("type") == "group" and item.get("text") and any(_asking(item.get("item", ())[:1])):
            yield _plain(item.get("linkId"), f"part_{place}"), item
        yield from _sections(item.get("item", ()))


def _section_of(item: Item, sections: Mapping[str, Item]) -> str | None:
    return next((name for name, group in sections.items() if item in group.get("item", ())), None)


def _plain(link: object, otherwise: str) -> str:
    plain = re.sub(r"\W+", "_", str(link or "").casefold()).strip("_") or otherwise
    return f"question_{plain}" if plain[0].isdigit() or plain == READ_BACK else plain


def _names(items: Sequence[Item]) -> dict[str, str]:
    """Return a name for each linkId that a flow file can hold, each once."""
    names: dict[str, str] = {}
    for place, item in enumerate(items, 1):
        link = str(item.get("linkId") or place)
        name = _plain(link, f"question_{place}")
        names[link] = name if name not in names.values() else f"{name}_{place}"
    return names


def _settings(holder: Mapping[str, Any]) -> dict[str, Any]:
    for extension in holder.get("extension", ()):
        if extension.get("url") == SETTINGS:
            try:
                kept = json.loads(extension.get("valueString", ""))
            except ValueError:
                return {}
            return kept if isinstance(kept, dict) else {}
    return {}


def _question(item: Item, names: Mapping[str, str], place: int, section: str | None) -> dict[str, Any]:
    ours = _settings(item)
    options = _options(item, ours.pop("options", {}))
    kind = _kind(item, options)
    following = list(names.values())[place + 1 : place + 2]
    question = {
        "expect": kind.value,
        "fills": "items" if place == 0 else _NOWHERE_ELSE,
        "next": following[0] if following else READ_BACK,
        "section": section,
        "when": _conditions(item, names),
        **ours,
        "ask": heard(item, "text"),
        "options": options if kind is QuestionKind.CHOICE else {},
    }
    return {key: value for key, value in question.items() if value not in ({}, None)}


def _kind(item: Item, options: Mapping[str, Any]) -> QuestionKind:
    kind = _KINDS.get(str(item.get("type")), QuestionKind.WORDS)
    return QuestionKind.WORDS if kind is QuestionKind.CHOICE and len(options) < _FEWEST_OPTIONS else kind


def _options(item: Item, beside: Mapping[str, Any]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for place, answer in enumerate(item.get("answerOption", ()), 1):
        coding = answer.get("valueCoding") or {
            "display": str(answer.get("valueString") or answer.get("valueInteger") or "")
        }
        name = str(coding.get("code") or f"option_{place}")
        label = coding if coding.get("display") else {"display": name}
        options[name] = {**heard(label, "display"), **beside.get(name, {})}
    return options


def _conditions(item: Item, names: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in item.get("enableWhen", ()):
        asked, operator = names.get(str(one.get("question"))), one.get("operator")
        if asked is None or operator not in ("exists", "=", "!="):
            continue
        if operator == "exists":
            check = "said" if one.get("answerBoolean", True) else "not_said"
            found[check] = beside(found.get(check), asked)
        else:
            found.setdefault("is" if operator == "=" else "is_not", {})[asked] = _answer(one)
    return found


def _answer(one: Item) -> str:
    if "answerBoolean" in one:
        return "yes" if one["answerBoolean"] else "no"
    return str((one.get("answerCoding") or {}).get("code") or one.get("answerString") or "")
