"""`enableWhen` as the conditions of a flow, and a sentence for each that a flow cannot hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.flow.model import Condition, QuestionKind
from bot.flow.written import conditions as written
from integrations.questionnaires.choices import Choices, chosen
from integrations.questionnaires.reading import Clause
from integrations.questionnaires.shared import Item

_ANYWHERE = ("dont_know", "not_now")  # answers of ours that are no choice
_TRUTH = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}


@dataclass(frozen=True)
class Target:
    """A question that a condition may be about, under its name in the flow."""

    name: str
    kind: QuestionKind
    choices: Choices = field(default_factory=dict)

    def value(self, answer: object) -> str | None:
        """Return an answer as the flow names it; None where a flow does not tell it from others."""
        if isinstance(answer, str) and answer in _ANYWHERE:
            return answer
        if self.kind is QuestionKind.CHOICE:
            return chosen(self.choices, answer)
        said = answer.get("code") if isinstance(answer, Mapping) else answer
        return _TRUTH.get(f"{said}".casefold()) if self.kind is QuestionKind.YES_NO else None


Targets = Mapping[str, Target]  # by linkId


def conditions(clauses: Iterable[Clause], targets: Targets) -> tuple[dict[str, Any], list[str]]:
    """Return what holds of them as the flow file has it, and what does not; all of the clauses are meant at once."""
    found: dict[tuple[str, str | None], Condition] = {}
    notes = []
    for where, one in _each(clauses, targets):
        problem = one if isinstance(one, str) else _clash(found, one)
        if problem:
            notes.append(f"{where}: {problem}")
        elif isinstance(one, Condition):
            found[one.check, one.question] = one
    return written(found.values()), notes


def _each(clauses: Iterable[Clause], targets: Targets) -> Iterator[tuple[str, Condition | str]]:
    for clause in clauses:
        if clause.any:
            yield f"{clause.where}.enableBehavior", "any; a flow knows all only, so this is asked of everybody."
            continue
        for at, one in clause.conditions.items():
            yield f"{clause.where}.enableWhen[{at}]", _condition(one, targets)


def _condition(one: Item, targets: Targets) -> Condition | str:
    target, operator = targets.get(str(one.get("question"))), one.get("operator")
    if target is None:
        return f"{one.get('question')} is no question of this Questionnaire; the condition is left out."
    if operator == "exists":
        return Condition("said" if one.get("answerBoolean", True) else "not_said", target.name)
    if operator not in ("=", "!="):
        return f"{operator} is left out; a flow compares with one answer."
    answer = next((value for key, value in one.items() if key.startswith("answer")), None)
    value = target.value(answer)
    if value is None:
        return f"{_shown(answer)} is left out; it is no choice of {target.name}, and a flow compares with choices, yes and no."
    return Condition("is" if operator == "=" else "is_not", target.name, value)


def _clash(found: Mapping[tuple[str, str | None], Condition], one: Condition) -> str | None:
    known = found.get((one.check, one.question))
    if known is None or known == one:
        return None
    return f"{one.value} is left out beside {known.value}; a flow compares {one.question} with one answer."


def _shown(answer: object) -> str:
    if isinstance(answer, Mapping):
        return str(answer.get("code") or answer.get("display") or answer.get("value") or "a value")
    return f"{answer}"
