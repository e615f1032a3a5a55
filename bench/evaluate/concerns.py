"""Figures of concerns: what is found, and what is understood of what is found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.evaluate.figures import Figure, Judged, f1_of, per_class, shares
from bench.evaluate.material import Annotated, Marked
from bench.evaluate.spans import paired
from bot.agenda.concern import Concern

FOUND, UNDERSTOOD, CATEGORIES = "concerns found", "concerns understood", "categories of matched concerns"


@dataclass(frozen=True)
class Compared:
    """One text: which annotated concern met which found one, and what was left on either side."""

    said: Annotated
    found: tuple[Concern, ...]
    pairs: tuple[tuple[Marked, Concern], ...]

    @property
    def complete(self) -> bool:
        return len(self.pairs) == len(self.found) == len(self.said.concerns) and all(map(_right, self.pairs))


def compared(text: Annotated, found: Sequence[Concern]) -> Compared:
    places = paired([(one.start, one.end) for one in text.concerns], [(one.start, one.end) for one in found])
    return Compared(text, tuple(found), tuple((text.concerns[i], found[j]) for i, j in places))


def figures(texts: Sequence[Compared]) -> list[Figure]:
    rows = _rows(texts)
    languages = sorted({text.said.said.language for text in texts})
    judged = {language: [one for text in rows[language] for one in _categories(text)] for language in languages}
    return [
        *(figure for row, some in rows.items() for figure in _found(row, some)),
        *(figure for row, some in rows.items() for figure in _understood(row, some)),
        *(figure for language in languages for figure in per_class(CATEGORIES, language, judged[language])),
    ]


def misses(texts: Iterable[Compared]) -> list[str]:
    """Return a block of lines for each text that was not read as annotated."""
    return ["\n".join(_miss(text)) for text in texts if not text.complete]


def _rows(texts: Sequence[Compared]) -> dict[str, list[Compared]]:
    """Return the texts by language, then by language and style."""
    rows: dict[str, list[Compared]] = {}
    for text in sorted(texts, key=lambda one: (one.said.said.language, one.said.said.style)):
        said = text.said.said
        rows.setdefault(said.language, []).append(text)
        rows.setdefault(f"{said.language} {said.style}", []).append(text)
    return dict(sorted(rows.items()))


def _found(row: str, texts: Sequence[Compared]) -> list[Figure]:
    pairs = [pair for text in texts for pair in text.pairs]
    meant, found = sum(len(text.said.concerns) for text in texts), sum(len(text.found) for text in texts)
    exact = sum((one.start, one.end) == (other.start, other.end) for one, other in pairs)
    counted = [
        ("relaxed precision", len(pairs), found),
        ("relaxed recall", len(pairs), meant),
        ("relaxed F1", *f1_of(len(pairs), found, meant)),
        ("exact F1", *f1_of(exact, found, meant)),
    ]
    return shares(FOUND, row, counted)


def _understood(row: str, texts: Sequence[Compared]) -> list[Figure]:
    pairs = [pair for text in texts for pair in text.pairs]
    denied, current = ([other for one, other in pairs if one.negated is said] for said in (True, False))
    counted = [
        ("category right", sum(other.category in one.categories for one, other in pairs), len(pairs)),
        ("person right", sum(other.person == one.person for one, other in pairs), len(pairs)),
        ("denied shown as current", sum(not one.negated for one in denied), len(denied)),
        ("current shown as denied", sum(one.negated for one in current), len(current)),
    ]
    return shares(UNDERSTOOD, row, counted)


def _categories(text: Compared) -> list[Judged]:
    return [(one.categories, other.category) for one, other in text.pairs]


def _right(pair: tuple[Marked, Concern]) -> bool:
    one, other = pair
    return other.category in one.categories and (one.negated, one.person) == (other.negated, other.person)


def _miss(text: Compared) -> Iterable[str]:
    said = text.said.said
    meant = {one for one, _ in text.pairs}
    found = {other for _, other in text.pairs}
    yield f"{said.language} {said.style}: {said.text}"
    yield from (f"  not found: {said.text[one.start : one.end]!r}" for one in text.said.concerns if one not in meant)
    yield from (f"  not marked: {other.span!r} {other.category}" for other in text.found if other not in found)
    yield from (f"  misread: {_shown(said.text, *pair)}" for pair in text.pairs if not _right(pair))


def _shown(text: str, one: Marked, other: Concern) -> str:
    meant = f"{'/'.join(one.categories)} {one.person}{' denied' * one.negated}"
    return f"{text[one.start : one.end]!r} {meant}, as {other.category} {other.person}{' denied' * other.negated}"
