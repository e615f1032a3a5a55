"""Parts a text into stretches that can each hold a concern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.agenda.concern import CATEGORIES
from bot.safety.normalise import Break
from bot.understanding.enumerated import enumerators
from bot.understanding.reading import SITE, Mark, Reading

_LIST_SIGNS = (" + ", " & ", " / ", " * ", " | ", " - ")
_NEAR = 3  # words between two topics that are one concern
_CAUSES = frozenset({"medication", "chronic_condition"})  # "arthritis pain", "metformin diarrhea"
# What is said of the other: "metformin upsets my stomach" is about metformin, "insulin is 90 dollars" about its price.
_WEIGHT = {
    name: weight
    for weight, name in enumerate(
        (
            "cost",
            "paperwork_or_logistics",
            "test_result",
            "medication",
            "preventive",
            "mental_health",
            "chronic_condition",
            "social_need",
            "symptom",
            "goal_or_what_matters",
            "other",
        )
    )
}


@dataclass(frozen=True)
class Stretch:
    """Words from start to end (half open) with the topics among them. sentence: where its sentence begins."""

    start: int
    end: int
    cores: tuple[Mark, ...]
    sentence: int


def stretches(reading: Reading) -> list[Stretch]:
    """Return every stretch in order, also those without a topic: a denial or a person may stand in them."""
    bounds = sorted({0, len(reading.tokens), *_boundaries(reading)})
    found: list[Stretch] = []
    sentence = 0
    for start, end in zip(bounds, bounds[1:], strict=False):
        if reading.gap(start) >= Break.SENTENCE:
            sentence = start
        cores = reading.cores_between(start, end)
        stretch = Stretch(start, end, cores, sentence)
        if found and _shares_predicate(reading, found[-1], stretch):
            stretch = replace(stretch, start=found[-1].start, cores=(*found.pop().cores, *cores))
        found.append(stretch)
    return found


def _shares_predicate(reading: Reading, before: Stretch, stretch: Stretch) -> bool:
    """Tell "hands and feet are numb", one thing, from "my back and my knee", two."""
    if not stretch.cores or len(before.cores) != 1 or before.cores[0].kind != SITE or before.cores[0].end != before.end:
        return False
    first = stretch.cores[0]
    joined = reading.is_a(stretch.start, "joins") and first.start == stretch.start + 1
    return joined and first.kind != SITE and any(mark.start == first.start for mark in reading.of(SITE))


def _boundaries(reading: Reading) -> Iterator[int]:
    numbers = enumerators(reading)
    for at in range(1, len(reading.tokens)):
        parts = reading.gap(at) >= Break.LINE or reading.is_a(at, "splitters") or signed(reading, at) or at in numbers
        if parts and at not in reading.inside_cores:
            yield at
    yield from _at_leads(reading)


def signed(reading: Reading, at: int) -> bool:
    """Whether a sign of a list stands before the word: "shoulder + weight gain"."""
    return reading.text[reading.tokens[at - 1].end : reading.tokens[at].start] in _LIST_SIGNS


def _at_leads(reading: Reading) -> Iterator[int]:
    """Part "my knee hurts i need a refill": a new request begins where one topic is behind and another ahead."""
    first = reading.cores[0].end if reading.cores else len(reading.tokens)
    for lead in reading.of("lead"):
        if lead.start >= first and lead.start not in reading.inside_cores:
            yield lead.start


def groups(reading: Reading, stretch: Stretch) -> Iterator[tuple[Mark, ...]]:
    """Yield the topics of a stretch, those together that are one concern."""
    cores = _without_fear(reading, _before_subordinate(reading, stretch))
    group: list[Mark] = []
    for core in cores:
        if group and not _belongs(reading, group[-1], core):
            yield tuple(group)
            group = []
        group.append(core)
    if group:
        yield tuple(group)


def _before_subordinate(reading: Reading, stretch: Stretch) -> tuple[Mark, ...]:
    """Drop what only says when or why ("headaches when i take it"), unless nothing else is said."""
    for place, core in enumerate(stretch.cores):
        if place and any(reading.is_a(at, "subordinate") for at in range(stretch.cores[place - 1].end, core.start)):
            return stretch.cores[:place]
    return stretch.cores


def _without_fear(reading: Reading, cores: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Leave the worry out of "worried about my heart": it is about the heart."""
    feared = len(cores) > 1 and reading.is_a(cores[0].start, "fears")
    return cores[1:] if feared else cores


def _belongs(reading: Reading, core: Mark, after: Mark) -> bool:
    """Whether two topics are one concern: a place and its pain, or two that words like "from" and "makes" tie."""
    between = range(core.end, after.start)
    if len(between) > _NEAR:
        return False
    side_by_side = (core.kind == SITE) == (after.kind == SITE)
    if side_by_side and between and all(reading.is_a(at, "articles") for at in between):
        return False  # "la rodilla la espalda", "tired my feet burn"
    if SITE in (core.kind, after.kind) or "cost" in (core.name, after.name):
        return after.kind == SITE or not any(_is_patient(reading, at) for at in between)
    if not between:
        return after.name == "medication" or (after.name == "symptom" and core.name in _CAUSES)
    if core.name == "medication" and after.name == "symptom":
        return not any(reading.is_a(at, "restart") for at in between)
    return all(reading.is_a(at, "links") for at in between)


def _is_patient(reading: Reading, at: int) -> bool:
    """Whether the patient begins something new here; "se me" of "las manos que se me duermen" does not."""
    return reading.is_a(at, "patient") and not reading.is_a(at - 1, "reflexive")


def category(group: tuple[Mark, ...]) -> str:
    """Return the category that a group of topics is about; a part of the body alone is a symptom."""
    names = [core.name for core in group if core.kind != SITE]
    chosen = min(names, key=lambda name: _WEIGHT[name], default="symptom")
    assert chosen in CATEGORIES  # noqa: S101
    return chosen
