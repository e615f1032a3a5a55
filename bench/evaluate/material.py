"""What is measured on: the development set, whose misses are looked at, and the frozen test set, whose are not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.flow.model import LANGUAGES, QuestionKind
from bot.understanding.annotated import Answer, answers

_SETS = Path(__file__).parent.parent.parent / "tests" / "evaluation"
DEVELOPMENT, FROZEN = _SETS / "development", _SETS / "frozen"
KINDS = {kind.value for kind in QuestionKind}


@dataclass(frozen=True)
class Said:
    """A text, the kind of question it answers, and its style or how hard it is."""

    language: str
    text: str
    question: str | None = None
    style: str = ""


@dataclass(frozen=True)
class Marked:
    """A concern as annotated; any of the categories is right, the likeliest first."""

    start: int
    end: int
    categories: tuple[str, ...]
    negated: bool
    person: str


@dataclass(frozen=True)
class Annotated:
    said: Said
    concerns: tuple[Marked, ...]


@dataclass(frozen=True)
class Labelled:
    """labels: what is right to say, the likeliest first. classes: of a danger sign, likewise."""

    said: Said
    labels: tuple[str, ...]
    classes: tuple[str, ...] = ()


def concerns(folder: Path) -> list[Annotated]:
    """Read a set's concerns: listed by span in the frozen set, marked as in the corpus in the other."""
    marked = folder / "concerns"
    return [_answered(one) for one in answers(marked)] if marked.is_dir() else _listed(folder)


def _answered(one: Answer) -> Annotated:
    said = Said(one.language, one.text, QuestionKind.WORDS.value, one.style)
    return Annotated(said, tuple(Marked(c.start, c.end, (c.category,), c.negated, c.person) for c in one.concerns))


def _listed(folder: Path) -> list[Annotated]:
    return [
        Annotated(_said(language, entry), tuple(_marked(entry["text"], one) for one in entry["concerns"]))
        for language, entry in _entries(folder, "concerns")
    ]


def intents(folder: Path) -> list[Labelled]:
    return [
        Labelled(_said(language, entry), _several(entry["intent"])) for language, entry in _entries(folder, "intents")
    ]


def signs(folder: Path) -> list[Labelled]:
    return [
        Labelled(_said(language, entry), _several(entry["tier"]), _several(entry.get("class")))
        for language, entry in _entries(folder, "safety")
    ]


def wishes(folder: Path) -> list[Labelled]:
    """Labels are yes, no and ask."""
    return [
        Labelled(_said(language, entry), (_wish(entry["opt_out"]),)) for language, entry in _entries(folder, "optout")
    ]


def _entries(folder: Path, name: str) -> list[tuple[str, Any]]:
    files = [(language, folder / f"{name}_{language}.yml") for language in LANGUAGES]
    read = YAML(typ="safe", pure=True).load
    return [(language, entry) for language, file in files for entry in read(file.read_text(encoding="utf-8"))]


def _said(language: str, entry: Any) -> Said:
    question = entry.get("question")
    kind = question if question in KINDS or question is None else QuestionKind.WORDS.value
    return Said(language, entry["text"], kind, entry.get("style") or entry.get("kind") or "")


def _marked(text: str, one: Any) -> Marked:
    start = -1
    for _ in range(one.get("nth", 1)):
        start = text.index(one["span"], start + 1)
    return Marked(start, start + len(one["span"]), _several(one["category"]), one["negated"], one["person"])


def _several(value: Any) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def _wish(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, "ask")
