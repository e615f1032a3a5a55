"""A Questionnaire as the text of a flow: one of ours as it was, one of others as a draft that the checks then go through."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.flow.drafting.names import plain
from bot.flow.model import QuestionKind
from bot.flow.parse import READ_BACK
from bot.flow.written import as_yaml
from integrations.questionnaires.choices import choices, distinct, labels
from integrations.questionnaires.conditions import Target, Targets, conditions
from integrations.questionnaires.reading import Asked, Clause, Part, asked
from integrations.questionnaires.shared import SETTINGS, Item, heard
from integrations.questionnaires.unheld import unheld
from integrations.questionnaires.valid import NoQuestionnaire, check_valid

_KINDS = {
    "boolean": QuestionKind.YES_NO,
    "date": QuestionKind.DATE,
    "choice": QuestionKind.CHOICE,
    "open-choice": QuestionKind.CHOICE,
}
_FEWEST_OPTIONS = 2
_NOWHERE_ELSE = "notes"  # where answers go of which nobody said where


@dataclass(frozen=True)
class Imported:
    """text: the YAML of a flow. unheld: a sentence for each thing that it could not hold."""

    text: str
    unheld: tuple[str, ...]


@dataclass
class _Draft:
    """A flow in the making. parts: the names of sections, by the place of their group."""

    targets: Targets
    parts: Mapping[str, str]
    notes: list[str] = field(default_factory=list)

    def when(self, clauses: Iterable[Clause]) -> dict[str, Any]:
        found, notes = conditions(clauses, self.targets)
        self.notes += [note for note in notes if note not in self.notes]  # a group's stand once
        return found


def imported(resource: Mapping[str, Any], *, otherwise: str) -> Imported:
    """Read a Questionnaire. Raises NoQuestionnaire for another resource, or one that asks nothing.

    otherwise: the title of one that has none.
    """
    check_valid(resource)
    questions = list(asked(resource.get("item", ())))
    if not questions:
        raise NoQuestionnaire(
            "This Questionnaire has no question: it needs `item`s that are neither group nor display."
        )
    draft = _Draft(_targets(questions), _parts(questions))
    text = as_yaml(_flow(resource, questions, otherwise, draft))
    return Imported(text, (*unheld(resource), *draft.notes))


def _flow(resource: Mapping[str, Any], questions: Sequence[Asked], otherwise: str, draft: _Draft) -> dict[str, Any]:
    title = str(resource.get("name") or otherwise)
    sections = {draft.parts[one.part.where]: _section(one.part, draft) for one in questions if one.part}
    return {
        "title": heard(resource, "title", otherwise=title),
        **({"sections": sections} if sections else {}),
        **_settings(resource),
        "questions": {
            draft.targets[one.link].name: _question(one, questions, place, draft) for place, one in enumerate(questions)
        },
    }


def _targets(questions: Sequence[Asked]) -> Targets:
    """Return each question under a name that a flow file can hold, each name once."""
    found: dict[str, Target] = {}
    for place, one in enumerate(questions, 1):
        taken = [target.name for target in found.values()]
        name = distinct(plain(one.link, f"question_{place}"), taken)
        found[one.link] = Target(name, _kind(one.item), choices(one.item))
    return found


def _parts(questions: Sequence[Asked]) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in (one.part for one in questions if one.part and one.part.where not in found):
        name = plain(str(part.item.get("linkId")), f"part_{len(found) + 1}")
        found.setdefault(part.where, distinct(name, found.values()))
    return found


def _section(part: Part, draft: _Draft) -> dict[str, Any]:
    when = draft.when(part.clauses)
    return {"title": heard(part.item, "text"), **({"when": when} if when else {})}


def _settings(holder: Mapping[str, Any]) -> dict[str, Any]:
    for extension in holder.get("extension", ()):
        if extension.get("url") == SETTINGS:
            try:
                kept = json.loads(extension.get("valueString", ""))
            except ValueError:
                return {}
            return kept if isinstance(kept, dict) else {}
    return {}


def _question(one: Asked, every: Sequence[Asked], place: int, draft: _Draft) -> dict[str, Any]:
    ours = _settings(one.item)
    kind = draft.targets[one.link].kind
    following = [draft.targets[other.link].name for other in every[place + 1 : place + 2]]
    question = {
        "expect": kind.value,
        "fills": "items" if place == 0 else _NOWHERE_ELSE,
        "next": following[0] if following else READ_BACK,
        "section": draft.parts[one.part.where] if one.part else None,
        "when": draft.when(one.clauses),
        **ours,
        "ask": heard(one.item, "text", otherwise=one.link),
        "options": _options(one.item, ours.get("options", {})) if kind is QuestionKind.CHOICE else {},
    }
    return {key: value for key, value in question.items() if value not in ({}, None)}


def _kind(item: Item) -> QuestionKind:
    kind = _KINDS.get(str(item.get("type")), QuestionKind.WORDS)
    few = len(choices(item)) < _FEWEST_OPTIONS
    return QuestionKind.WORDS if kind is QuestionKind.CHOICE and few else kind


def _options(item: Item, beside: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {**label, **beside.get(name, {})} for name, label in labels(choices(item)).items()}
