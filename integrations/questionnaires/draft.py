"""A flow in the making: what each part of a Questionnaire is called in it, and what is to be said about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.flow.drafting.names import plain
from bot.flow.model import QuestionKind
from integrations.questionnaires.before import Before
from integrations.questionnaires.choices import choices, distinct
from integrations.questionnaires.conditions import Target, Targets, conditions
from integrations.questionnaires.reading import Asked, Clause, Part, said
from integrations.questionnaires.shared import Item

_KINDS = {
    "boolean": QuestionKind.YES_NO,
    "date": QuestionKind.DATE,
    "choice": QuestionKind.CHOICE,
    "open-choice": QuestionKind.CHOICE,
}
_FEWEST_OPTIONS = 2


@dataclass
class Draft:
    """targets: the questions as conditions see them, by linkId. parts: the names of sections, by the place of their group.

    language: of the strings that have translations beside them.
    """

    questions: Sequence[Asked]
    before: Before
    targets: Targets
    parts: Mapping[str, str]
    language: str
    notes: list[str] = field(default_factory=list)

    def name(self, one: Asked) -> str:
        return self.targets[one.link].name

    def when(self, clauses: Iterable[Clause]) -> dict[str, Any]:
        found, notes = conditions(clauses, self.targets)
        self.notes += [note for note in notes if note not in self.notes]  # a group's stand once
        return found

    def taken_over(self, where: str) -> None:
        self.notes.append(f"{where}: was changed outside Previsit and is taken over.")


def draft_of(questions: Sequence[Asked], before: Before, language: str) -> Draft:
    return Draft(questions, before, _targets(questions, before), _parts(questions, before), language)


def _targets(questions: Sequence[Asked], before: Before) -> Targets:
    """Return each question under a name that a flow file can hold, each name once."""
    found: dict[str, Target] = {}
    for place, one in enumerate(questions, 1):
        taken = [*before.asked, *(target.name for target in found.values())]
        name = one.link if one.link in before.asked else distinct(plain(one.link, f"question_{place}"), taken)
        known = choices(one.item, before.labels(one.link))
        found[one.link] = Target(name, _kind(one, before), known)
    return found


def _kind(one: Asked, before: Before) -> QuestionKind:
    """Return the kind that it was of, as long as FHIR does not say another one."""
    was = before.asked.get(one.link)
    if was is None or not same_kind(one.item, was.item):
        return _kind_of(one.item)
    return before.kind(one.link) or _kind_of(one.item)


def same_kind(item: Item, was: Item) -> bool:
    return _kind_of(item) is _kind_of(was) and bool(item.get("repeats")) == bool(was.get("repeats"))


def _kind_of(item: Item) -> QuestionKind:
    kind = _KINDS.get(str(item.get("type")), QuestionKind.WORDS)
    few = len(choices(item)) < _FEWEST_OPTIONS
    return QuestionKind.WORDS if kind is QuestionKind.CHOICE and few else kind


def _parts(questions: Sequence[Asked], before: Before) -> dict[str, str]:
    """Return a name for each group; groups that a section was exported as, and still say the same, are one section."""
    found: dict[str, str] = {}
    meant: dict[str, object] = {}
    for part in parts_of(questions):
        link = str(part.item["linkId"])
        known = before.section(link)
        name = known or plain(link, f"part_{len(found) + 1}")
        meaning = (part.item.get("text"), said(part.clauses)) if known else part.where
        found[part.where] = name if meant.get(name) == meaning else distinct(name, meant)
        meant[found[part.where]] = meaning
    return found


def parts_of(questions: Sequence[Asked]) -> list[Part]:
    """Return the groups with a title, each once, in order."""
    return list({one.part.where: one.part for one in questions if one.part}.values())
