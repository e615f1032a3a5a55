"""A Questionnaire as the text of a flow: one of ours as it was, one of others as a draft that the checks then go through."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.flow.drafting.names import plain
from bot.flow.model import LANGUAGES, QuestionKind
from bot.flow.parse import READ_BACK
from bot.flow.written import as_yaml, beside
from integrations.questionnaires.shared import SETTINGS, heard
from integrations.questionnaires.unheld import unheld
from integrations.questionnaires.valid import NoQuestionnaire, check_valid

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


@dataclass(frozen=True)
class Imported:
    """text: the YAML of a flow. unheld: a sentence for each thing that it could not hold."""

    text: str
    unheld: tuple[str, ...]


def imported(resource: Mapping[str, Any], *, otherwise: str) -> Imported:
    """Read a Questionnaire. Raises NoQuestionnaire for another resource, or one that asks nothing.

    otherwise: the title of one that has none.
    """
    check_valid(resource)
    items = list(_asking(resource.get("item", ())))
    if not items:
        raise NoQuestionnaire(
            "This Questionnaire has no question: it needs `item`s that are neither group nor display."
        )
    return Imported(_flow(resource, items, otherwise), unheld(resource))


def _flow(resource: Mapping[str, Any], items: Sequence[Item], otherwise: str) -> str:
    sections, names = dict(_sections(resource.get("item", ()))), _names(items)
    questions = {
        name: _question(item, names, place, _section_of(item, sections))
        for place, (item, name) in enumerate(zip(items, names.values(), strict=True))
    }
    grouped = (
        {"sections": {name: {"title": heard(group, "text")} for name, group in sections.items()}} if sections else {}
    )
    title = heard(resource, "title") if resource.get("title") else _everywhere(str(resource.get("name") or otherwise))
    return as_yaml({"title": title, **grouped, **_settings(resource), "questions": questions})


def _everywhere(words: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, words)


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
            yield plain(str(item.get("linkId")), f"part_{place}"), item
        yield from _sections(item.get("item", ()))


def _section_of(item: Item, sections: Mapping[str, Item]) -> str | None:
    return next((name for name, group in sections.items() if item in group.get("item", ())), None)


def _names(items: Sequence[Item]) -> dict[str, str]:
    """Return a name for each linkId that a flow file can hold, each once."""
    names: dict[str, str] = {}
    for place, item in enumerate(items, 1):
        link = str(item.get("linkId") or place)
        name = plain(link, f"question_{place}")
        names[link] = name if name not in names.values() else plain(f"{name}_{place}", f"question_{place}")
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
        coding = _coding(answer)
        if coding:
            code = str(coding.get("code") or f"option_{place}")
            label = coding if coding.get("display") else {"display": code}
            options[_option_name(code)] = {**heard(label, "display"), **beside.get(code, {})}
    return options


def _coding(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a choice as a coding; nothing for a date, a time or a reference."""
    value = answer.get("valueString", answer.get("valueInteger"))
    return answer.get("valueCoding") or ({"display": str(value)} if value is not None else {})


def _option_name(code: str) -> str:
    return plain(code, f"code_{code}")


def _conditions(item: Item, names: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    several = item.get("enableWhen", ())
    if item.get("enableBehavior") == "any" and len(several) > 1:
        return {}
    for one in several:
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
    code = (one.get("answerCoding") or {}).get("code")
    return _option_name(str(code)) if code else str(one.get("answerString") or one.get("answerInteger") or "")
