"""What became of the crowd, as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bot.flow.checks.walk import asked_after_visit
from bot.flow.model import Flow
from bot.simulation.talk import Outcome, Result


@dataclass(frozen=True)
class Group:
    """Some of the crowd. completed: share of those who did not come to refuse. parts: billed, of the median patient."""

    name: str
    patients: int
    completed: float | None
    outcomes: dict[str, int]
    texts: float
    parts: float
    most_parts: int
    left_at: dict[str, int]  # where the phone was put away, most often first
    asked_again: dict[str, int]  # questions that were open three times in a row


@dataclass(frozen=True)
class Report:
    flow: str
    version: str
    seed: int
    whole: Group
    personas: tuple[Group, ...]
    languages: tuple[Group, ...]
    lost: tuple[str, ...]  # made-up texts of which nothing was kept
    never_asked: tuple[str, ...] = ()  # questions that are switched on, and came up with nobody

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def worst(self) -> Group | None:
        """The persona that completes least often."""
        counted = [group for group in self.personas if group.completed is not None]
        return min(counted, key=lambda group: group.completed or 0, default=None)


def report(name: str, version: str, seed: int, results: Sequence[Result], flow: Flow | None = None) -> Report:
    """Sum up; flow: None where it reads no more, and which questions came up with nobody cannot be said."""
    return Report(
        name,
        version,
        seed,
        _group("everybody", results),
        tuple(_group(name, some) for name, some in _by(results, "persona")),
        tuple(_group(name, some) for name, some in _by(results, "language")),
        tuple(dict.fromkeys(text for one in results for text in one.lost)),
        tuple(_never_asked(flow, results)) if flow else (),
    )


def _never_asked(flow: Flow, results: Sequence[Result]) -> Iterator[str]:
    afterwards, asked = asked_after_visit(flow), {name for one in results for name in one.asked}
    swapped = {flow.questions[name].instead_of for name in flow.also_ask}
    for name, question in flow.questions.items():
        switched_on = (question.core or name in flow.also_ask) and name not in swapped
        if switched_on and name not in afterwards and name not in asked:
            yield name


def _by(results: Iterable[Result], name: str) -> list[tuple[str, list[Result]]]:
    found: dict[str, list[Result]] = {}
    for result in results:
        found.setdefault(getattr(result, name), []).append(result)
    return list(found.items())


def _group(name: str, results: Sequence[Result]) -> Group:
    willing = [result for result in results if not result.refuses]
    done = [result for result in willing if result.outcome is Outcome.COMPLETED]
    left = Counter(result.ended_at for result in results if result.outcome is Outcome.SILENT)
    again = Counter(question for result in results for question in result.asked_again)
    return Group(
        name,
        len(results),
        len(done) / len(willing) if willing else None,
        dict(Counter(result.outcome.value for result in results).most_common()),
        median(result.texts for result in results),
        median(result.parts for result in results),
        max(result.parts for result in results),
        dict(left.most_common()),
        dict(again.most_common()),
    )
