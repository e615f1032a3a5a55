"""What changed from one version of a flow to the next, question by question and language by language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from bot.flow.model import LANGUAGES, Flow
from bot.flow.written import as_file


@dataclass(frozen=True)
class Change:
    """question: None for what belongs to the whole flow. what: the keys of the flow file down to it, or added, removed, moved.

    before, after: as it reads in the file; None where there was nothing.
    """

    question: str | None
    what: str
    before: str | None = None
    after: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        where = f"{self.question}: " if self.question else ""
        language = f" ({self.language})" if self.language else ""
        if self.before is None and self.after is None:
            return f"{where}{self.what}"
        return f"{where}{self.what}{language}: {_said(self.before)} -> {_said(self.after)}"


def changes(before: Flow, after: Flow) -> tuple[Change, ...]:
    """Return every change, those of the whole flow first, then question by question in the order of the newer flow."""
    ours, theirs = as_file(before), as_file(after)
    questions = ours.pop("questions"), theirs.pop("questions")
    return (*_within(None, ours, theirs), *_of_questions(*questions))


def _said(value: str | None) -> str:
    return "nothing" if value is None else value


def _of_questions(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    moved = _moved(before, after)
    for step, question in after.items():
        if step not in before:
            yield Change(step, "added")
            yield from _within(step, {}, question)
            continue
        if step in moved:
            yield Change(step, "moved")
        yield from _within(step, before[step], question)
        yield from (Change(step, f"options {name} moved") for name in _moved(*_options(before[step], question)))
    for step, question in before.items():
        if step not in after:
            yield Change(step, "removed")
            yield from _within(step, {"ask": question["ask"]}, {})


def _options(*questions: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [question.get("options", {}) for question in questions]


def _moved(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Return what stands elsewhere among the names of both: the fewest that explain the new order."""
    ours, theirs = [*before], [*after]
    ours, theirs = [name for name in ours if name in theirs], [name for name in theirs if name in ours]
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    kept = {name for block in blocks for name in ours[block.a : block.a + block.size]}
    return [name for name in theirs if name not in kept]


def _within(question: str | None, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    ours, theirs = dict(_leaves(before)), dict(_leaves(after))
    for path in dict.fromkeys((*ours, *theirs)):
        if ours.get(path) != theirs.get(path):
            language = path[-1] if path[-1] in LANGUAGES else None
            what = " ".join(path[:-1] if language else path)
            yield Change(question, what, ours.get(path), theirs.get(path), language)


def _leaves(values: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*path, key))
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield from _leaves({str(place): one for place, one in enumerate(value, 1)}, (*path, key))
        elif isinstance(value, list):
            yield (*path, key), ", ".join(map(str, value))
        else:
            yield (*path, key), str(value).lower() if isinstance(value, bool) else str(value)
