"""What a Questionnaire asks, in its order, and what stands above each question: its section, and who is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from integrations.questionnaires.shared import HIDDEN, Item

_NO_QUESTIONS = ("group", "display")


@dataclass(frozen=True)
class Clause:
    """The `enableWhen` of one item. where: the path of that item. any: whether one of the conditions is enough.

    conditions: by their place.
    """

    where: str
    conditions: Mapping[int, Item]
    any: bool


@dataclass(frozen=True)
class Part:
    """A group with a title. clauses: its own and those of the groups around it."""

    item: Item
    where: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Asked:
    """A question. clauses: its own, and those above it that are not its part's. hidden: not shown to who answers."""

    item: Item
    where: str
    part: Part | None
    clauses: tuple[Clause, ...]
    hidden: bool

    @property
    def link(self) -> str:
        return str(self.item["linkId"])


def asked(
    items: Sequence[Item],
    where: str = "item",
    part: Part | None = None,
    above: tuple[Clause, ...] = (),
    hidden: bool = False,
) -> Iterator[Asked]:
    """Yield the questions, those within groups and below other questions among them."""
    for number, item in enumerate(items):
        here, unseen = f"{where}[{number}]", hidden or is_hidden(item)
        clauses, inside = (*above, *_clauses(item, here)), part
        if is_part(item):
            clauses, inside = (), Part(item, here, (*(part.clauses if part else ()), *clauses))
        elif item.get("type") not in _NO_QUESTIONS:
            yield Asked(item, here, part, clauses, unseen)
        yield from asked(item.get("item", ()), f"{here}.item", inside, clauses, unseen)


def is_part(item: Item) -> bool:
    return item.get("type") == "group" and bool(str(item.get("text") or "").strip())


def is_hidden(item: Item) -> bool:
    return any(one.get("url") == HIDDEN and one.get("valueBoolean") for one in item.get("extension", ()))


def _clauses(item: Item, here: str) -> tuple[Clause, ...]:
    several = dict(enumerate(item.get("enableWhen", ())))
    return (Clause(here, several, item.get("enableBehavior") == "any" and len(several) > 1),) if several else ()


Said = frozenset[frozenset[str]]  # all of these, of each any


def said(clauses: Iterable[Clause]) -> Said:
    """Return what clauses mean together, to be compared: order, and displays beside codes, are no matter."""
    found: set[frozenset[str]] = set()
    for clause in clauses:
        each = [said_by(one) for one in clause.conditions.values()]
        found |= {frozenset(each)} if clause.any else {frozenset({one}) for one in each}
    return frozenset(found)


def said_by(one: Item) -> str:
    """Return one condition as a text that is the same for the same meaning."""
    answer = next((value for key, value in one.items() if key.startswith("answer")), True)
    named = answer.get("code", answer) if isinstance(answer, Mapping) else answer
    return f"{one.get('question')} {one.get('operator')} {named!r}"


def without(clauses: Iterable[Clause], known: Said) -> Iterator[Clause]:
    """Yield the clauses but for what is known."""
    for clause in clauses:
        if not clause.any:
            left = {at: one for at, one in clause.conditions.items() if frozenset({said_by(one)}) not in known}
            yield Clause(clause.where, left, any=False)
        elif not said([clause]) <= known:
            yield clause
