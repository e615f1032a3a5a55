"""The summary at one glance: its lines under a few headings, always in the same order (product.md 4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.services.summary import SummaryLine
from integrations.web.coordinator.labels import task_label
from integrations.web.coordinator.words import seen

# (key, heading, kinds of lines). A kind that ends with a dot takes every kind that begins so.
_GROUPS = (
    ("safety", "Safety", ("safety.",)),
    ("first", "Wants first", ("wants_first",)),
    ("also", "Also", ("also",)),
    ("team", "Our topics", ("team_topic",)),
    (
        "matters",
        "What matters",
        (
            "items.worry",
            "what_matters.goal",
            "hoped_outcome",
            "questions",
            "interval_history",
            "impact",
            "child_voice",
            "strengths",
            "about_me",
        ),
    ),
    ("knows", "Knows, will do", ("patient_expertise.", "commitments.")),
    ("needs", "Decides, needs", ("participation.", "access_needs", "visit_support", "treatment_burden", "teen.")),
    ("said", "Also said", ("also_said", "notes")),
    ("staff", "For staff", ("request.",)),
)
MISSING = "missing."
MARKS = ("changed", "not_confirmed")  # said elsewhere on the page
_SHOWN_AT_ONCE = 3  # of a long list; the others are one click away
_LONG = 240  # characters; more of a quote is shown by its link
_TOLD_BY_HEADING = ("wants_first", "also", "team_topic", "what_matters.goal", "also_said")
_CRISIS = "safety.T1-C"


@dataclass(frozen=True)
class Entry:
    """One line: words in quotes where they are a person's, plain where they are ours."""

    line: SummaryLine
    words: str

    @property
    def tag(self) -> str:
        """Return what the words are about, where the heading does not say it."""
        kind, _, what = self.line.kind.partition(".")
        if kind == "request":
            return task_label(what)
        told = self.line.kind in _TOLD_BY_HEADING or kind == "safety"
        return "" if told else self.line.label

    @property
    def long(self) -> bool:
        return len(self.words) > _LONG

    @property
    def quoted(self) -> bool:
        return bool(self.line.quotes)

    @property
    def covered(self) -> bool:
        """Whether the words are shown on request only."""
        return self.line.kind == _CRISIS

    @property
    def anchors(self) -> tuple[str, ...]:
        """Where in the conversation the words stand."""
        return tuple(f"m{quote['message_id']}-{quote['start']}-{quote['end']}" for quote in self.line.quotes)


@dataclass(frozen=True)
class Group:
    key: str
    heading: str
    entries: tuple[Entry, ...]

    @property
    def at_once(self) -> tuple[Entry, ...]:
        return self.entries if len(self.entries) <= _SHOWN_AT_ONCE + 1 else self.entries[:_SHOWN_AT_ONCE]

    @property
    def rest(self) -> tuple[Entry, ...]:
        return self.entries[len(self.at_once) :]


def at_a_glance(lines: Iterable[SummaryLine]) -> tuple[Group, ...]:
    """Group what was said and added; a line of a kind that no heading knows comes under "Also said": none is dropped."""
    known = [line for line in lines if not line.kind.startswith(MISSING) and line.kind not in MARKS]
    keys = [_key_of(line.kind) for line in known]
    groups = (
        Group(key, heading, tuple(_entry(line) for line, its in zip(known, keys, strict=True) if its == key))
        for key, heading, _ in _GROUPS
    )
    return tuple(group for group in groups if group.entries)


def absences(lines: Iterable[SummaryLine]) -> dict[str, list[str]]:
    """Return what has no answer, by why: skipped, no answer and not asked are three different things."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.kind.startswith(MISSING):
            found.setdefault(line.text, []).append(line.label)
    return found


def _key_of(kind: str) -> str:
    for key, _, kinds in _GROUPS:
        if any(kind.startswith(one) if one.endswith(".") else kind == one for one in kinds):
            return key
    return "said"


def _entry(line: SummaryLine) -> Entry:
    return Entry(line, seen(line.text))
