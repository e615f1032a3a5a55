"""A concern: one thing the patient wants known or dealt with, as found in a text."""

from __future__ import annotations

from dataclasses import dataclass

CATEGORIES = (
    "symptom",
    "medication",
    "test_result",
    "chronic_condition",
    "mental_health",
    "preventive",
    "paperwork_or_logistics",
    "social_need",
    "cost",
    "goal_or_what_matters",
    "question_for_clinician",
    "other",
)

PERSONS = ("self", "child", "parent", "partner", "other")


@dataclass(frozen=True)
class Concern:
    """The shortest phrase that still says what it is, verbatim, with what was understood of it."""

    start: int  # Unicode code points, half open, in the text that was analysed
    end: int
    span: str  # text[start:end]
    category: str = "other"  # one of CATEGORIES
    body_site: str | None = None
    duration: str | None = None
    severity: str | None = None
    negated: bool = False  # denied or gone
    doubtful: bool = (
        False  # whether that is unsure: the agenda then keeps it, for a line too many is seen and one too few is not
    )
    person: str = "self"  # one of PERSONS
