"""Which published flow a visit gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.flow.drafting.release import Release, Target, before, current, numbers, release_for

DAY, HOUR = datetime(2026, 11, 26, tzinfo=timezone.utc), timedelta(hours=1)
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


def history(*versions: str, target: Target = Target()) -> list[Release]:  # noqa: B008 - frozen
    """Releases one after the other, each retired when the next one came."""
    made = [replace(FIRST, version=v, published_at=DAY + n * HOUR, target=target) for n, v in enumerate(versions)]
    return [replace(a, retired_at=b.published_at) for a, b in zip(made, made[1:], strict=False)] + made[-1:]


def versions_back(*versions: str) -> list[str]:
    """The versions that going back leads to, one after the other, each time from what is in use."""
    done, found = list(versions), list[str]()
    while (earlier := before(known := history(*done), known[-1])) is not None:
        found.append(earlier.version)
        done.append(earlier.version)
    return found


def test_going_back_walks_back_and_never_to_what_was_gone_back_from() -> None:
    assert versions_back("a1", "a2", "a3") == ["a2", "a1"]
    assert versions_back("a1", "bad", "a1") == []
    assert versions_back("a1", "bad", "a1", "a3") == ["a1"]


def test_after_a_time_without_a_release_there_is_nothing_to_go_back_to() -> None:
    gone = replace(FIRST, retired_at=DAY + HOUR)
    later = replace(SECOND, published_at=DAY + 5 * HOUR)

    assert before([gone, later], later) is None


def test_releases_for_other_visits_are_another_history() -> None:
    english, every = history("e1", "e2", target=Target(language="en")), history("a1")

    assert before([*english, *every], every[-1]) is None
    assert before([*english, *every], english[-1]) == english[0]


def test_capitals_and_blanks_make_no_other_visits() -> None:
    hers = replace(FIRST, target=Target(clinician=" dr.  RUIZ "))

    assert release_for([SECOND, hers], "adult", VISIT) == hers
    assert current([hers], "adult", Target(clinician="Dr. Ruiz")) == hers
    assert current([hers], "adult", Target()) is None


def test_a_version_keeps_its_number_however_often_it_is_published() -> None:
    assert numbers(history("a1", "a2", "a1", "a3")) == {("adult", "a1"): 1, ("adult", "a2"): 2, ("adult", "a3"): 3}


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12))
def test_going_back_always_ends_and_repeats_nothing(published: list[str]) -> None:
    found = versions_back(*published)

    assert len(found) == len(set(found)) and published[-1] not in found
