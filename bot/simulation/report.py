"""What became of the crowd, as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from bot.simulation.talk import Outcome, Talk


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

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def worst(self) -> Group | None:
        """The persona that completes least often."""
        counted = [group for group in self.personas if group.completed is not None]
        return min(counted, key=lambda group: group.completed or 0, default=None)


def report(flow: str, version: str, seed: int, talks: Sequence[Talk]) -> Report:
    return Report(
        flow,
        version,
        seed,
        _group("everybody", talks),
        tuple(_group(name, some) for name, some in _by(talks, "persona")),
        tuple(_group(name, some) for name, some in _by(talks, "language")),
        tuple(dict.fromkeys(text for one in talks for text in one.lost)),
    )


def _by(talks: Iterable[Talk], name: str) -> list[tuple[str, list[Talk]]]:
    found: dict[str, list[Talk]] = {}
    for talk in talks:
        found.setdefault(getattr(talk, name), []).append(talk)
    return list(found.items())


def _group(name: str, talks: Sequence[Talk]) -> Group:
    willing = [talk for talk in talks if not talk.refuses]
    done = [talk for talk in willing if talk.outcome is Outcome.COMPLETED]
    left = Counter(talk.ended_at for talk in talks if talk.outcome is Outcome.SILENT)
    again = Counter(question for talk in talks for question in talk.repeats)
    return Group(
        name,
        len(talks),
        len(done) / len(willing) if willing else None,
        dict(Counter(talk.outcome.value for talk in talks).most_common()),
        median(talk.texts for talk in talks),
        median(talk.parts for talk in talks),
        max(talk.parts for talk in talks),
        dict(left.most_common()),
        dict(again.most_common()),
    )
