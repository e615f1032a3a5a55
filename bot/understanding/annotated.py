"""Reads the annotated answers of `corpus/`, whose README says how they are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.agenda.concern import CATEGORIES, PERSONS, Concern
from bot.errors import PrevisitError

CORPUS = Path(__file__).parent / "corpus"
STYLES = ("plain", "typos", "voice", "terse", "formal", "mixed", "emoji")

_MARK = re.compile(r"\[([^\[\]{}]+)\]\{([^\[\]{}]+)\}")
_STRAY = re.compile(r"[\[\]{}]")
_SEVERITIES = ("severe", "moderate", "mild")
_FIELDS = {"who": "person", "site": "body_site", "for": "duration", "how": "severity"}


class BadMark(PrevisitError):
    """An entry of the corpus cannot be read. Quotes it: all of it is invented."""


@dataclass(frozen=True)
class Answer:
    """What one invented person said to one question; text and spans are without the marks."""

    language: str
    who: str
    style: str  # one of STYLES
    text: str
    concerns: tuple[Concern, ...]


def answers(folder: Path = CORPUS) -> Iterator[Answer]:
    """Yield every answer, by language and file, in the order it is written; raise BadMark at the first bad one."""
    for file in sorted(folder.glob("*/*.yml")):
        people = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        for number, person in enumerate(people, start=1):
            try:
                yield from _said(file.parent.name, person)
            except BadMark as error:
                where = f"{file.parent.name}/{file.name}, person {number}"
                raise BadMark(f"{where}: {error}") from None


def _said(language: str, person: Mapping[str, Any]) -> Iterator[Answer]:
    if not isinstance(person, dict) or set(person) != {"who", "style", "said"}:
        raise BadMark("an entry has who, style and said, and nothing else.")
    if person["style"] not in STYLES:
        raise BadMark(f"{person['style']!r} is no style; the styles are {', '.join(STYLES)}.")
    for marked in person["said"]:
        yield Answer(language, str(person["who"]), person["style"], *read_marks(marked))


def read_marks(marked: str) -> tuple[str, tuple[Concern, ...]]:
    """Return an answer without its marks, and its concerns with their places in that text."""
    text = _MARK.sub(r"\1", marked)
    if stray := _STRAY.search(text):
        raise BadMark(f"{stray[0]!r} belongs to no mark in {marked!r}.")
    found, shorter = [], 0  # characters of marks so far
    for mark in _MARK.finditer(marked):
        start = mark.start() - shorter
        found.append(_concern(start, mark[1], mark[2], text))
        shorter += len(mark[0]) - len(mark[1])
    return text, tuple(found)


def _concern(start: int, span: str, label: str, text: str) -> Concern:
    category, *attributes = (part.strip() for part in label.split(";"))
    if category not in CATEGORIES:
        raise BadMark(f"{category!r} is no category in {label!r}; the categories are {', '.join(CATEGORIES)}.")
    if span != span.strip():
        raise BadMark(f"the span {span!r} begins or ends with a space.")
    fields = dict(_field(attribute, label, text) for attribute in attributes)
    if len(fields) < len(attributes):
        raise BadMark(f"{label!r} says something twice.")
    return Concern(start, start + len(span), span, category, **fields)


def _field(attribute: str, label: str, text: str) -> tuple[str, Any]:
    if attribute == "no":
        return "negated", True
    name, _, value = (part.strip() for part in attribute.partition("="))
    if name not in _FIELDS or not value:
        raise BadMark(f"{attribute!r} is no attribute in {label!r}; they are no, who=, site=, for= and how=.")
    if name == "who" and value not in PERSONS:
        raise BadMark(f"{value!r} is nobody in {label!r}; who= is one of {', '.join(PERSONS)}.")
    if name == "how" and value not in _SEVERITIES:
        raise BadMark(f"{value!r} is no severity in {label!r}; how= is one of {', '.join(_SEVERITIES)}.")
    if name == "for" and value not in text:
        raise BadMark(f"{value!r} does not stand in the answer.")
    return _FIELDS[name], value
