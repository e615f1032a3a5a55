"""Which published flow a visit gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot.flow.drafting.release import Release, Target, release_for

DAY = datetime(2026, 11, 26, tzinfo=timezone.utc)
VISIT = Target(clinician="Dr. Ruiz", visit_type="annual", language="es")
FIRST = Release("adult", "a1", "Dr. Ruiz", "staff:1", DAY)
SECOND = replace(FIRST, version="a2", published_at=DAY + timedelta(days=1))


def test_the_newest_release_is_the_one() -> None:
    assert release_for([SECOND, FIRST], "adult", VISIT) == SECOND


def test_one_made_for_such_visits_comes_before_a_newer_one_for_all() -> None:
    annual = replace(FIRST, target=Target(visit_type="annual"))
    hers = replace(FIRST, target=Target(visit_type="annual", clinician="Dr. Ruiz"))

    assert release_for([SECOND, annual], "adult", VISIT) == annual
    assert release_for([annual, hers, SECOND], "adult", VISIT) == hers


def test_one_for_other_visits_other_flows_or_retired_is_not() -> None:
    english = replace(SECOND, target=Target(language="en"))
    retired = replace(SECOND, retired_at=DAY + timedelta(days=2))

    assert release_for([FIRST, english, retired, replace(SECOND, name="child")], "adult", VISIT) == FIRST
    assert release_for([english], "adult", VISIT) is None
