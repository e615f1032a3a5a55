"""What a Questionnaire asks, in its order, and what stands above each question: its section, and who is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from integrations.questionnaires.shared import Item

_NO_QUESTIONS = ("group", "display")


@dataclass(frozen=True)
class Clause:
    """The `enableWhen` of one item. where: the path of that item. any: whether one of them is enough."""

    where: str
    conditions: Sequence[Item]
    any: bool


@dataclass(frozen=True)
class Part:
    """A group with a title. clauses: its own and those of the groups around it."""

    item: Item
    where: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Asked:
    """A question. clauses: its own, and those above it that are not its part's."""

    item: Item
    where: str
    part: Part | None
    clauses: tuple[Clause, ...]

    @property
    def link(self) -> str:
        return str(self.item["linkId"])


def asked(
    items: Sequence[Item], where: str = "item", part: Part | None = None, above: tuple[Clause, ...] = ()
) -> Iterator[Asked]:
    """Yield the questions, those within groups and below other questions among them."""
    for number, item in enumerate(items):
        here = f"{where}[{number}]"
        clauses, inside = (*above, *_clauses(item, here)), part
        if is_part(item):
            clauses, inside = (), Part(item, here, (*(part.clauses if part else ()), *clauses))
        elif item.get("type") not in _NO_QUESTIONS:
            yield Asked(item, here, part, clauses)
        yield from asked(item.get("item", ()), f"{here}.item", inside, clauses)


def is_part(item: Item) -> bool:
    return item.get("type") == "group" and bool(str(item.get("text") or "").strip())


def _clauses(item: Item, here: str) -> tuple[Clause, ...]:
    several = item.get("enableWhen", ())
    return (Clause(here, several, item.get("enableBehavior") == "any" and len(several) > 1),) if several else ()
