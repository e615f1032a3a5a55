from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery_times import TRIED_FOR, deadline, needs_a_person, next_attempt

NOW = datetime(2026, 12, 7, 15, 0, tzinfo=timezone.utc)
FAR = NOW + timedelta(days=30)
minutes = st.integers(0, 60 * 24 * 10).map(lambda n: timedelta(minutes=n))


def tries(first_at: datetime, visit_at: datetime) -> list[datetime]:
    """Every attempt that a receiver out of order would see."""
    made = [first_at]
    while (wait := next_attempt(len(made), now=made[-1], first_at=first_at, visit_at=visit_at)) is not None:
        made.append(made[-1] + wait)
    return made


def test_the_first_waits_cover_a_restart_and_the_others_an_outage():
    made = tries(NOW, FAR)

    waits = [after - before for before, after in zip(made, made[1:], strict=False)]
    assert waits[:6] == [timedelta(seconds=s) for s in (30, 120, 300, 900, 1800, 3600)]
    assert made[-1] == NOW + TRIED_FOR


def test_trying_ends_one_hour_before_the_visit():
    assert tries(NOW, NOW + timedelta(hours=20))[-1] == NOW + timedelta(hours=19)


def test_a_summary_signed_off_within_the_last_hour_is_tried_until_the_visit():
    assert tries(NOW, NOW + timedelta(minutes=30))[-1] == NOW + timedelta(minutes=30)


def test_an_amendment_after_the_visit_is_tried_for_three_days():
    assert tries(NOW, NOW - timedelta(hours=2))[-1] == NOW + TRIED_FOR


def test_the_other_side_may_ask_for_more_time_but_not_beyond_the_deadline():
    asked = {"now": NOW, "first_at": NOW, "visit_at": NOW + timedelta(hours=3)}

    assert next_attempt(1, **asked, retry_after=timedelta(minutes=10)) == timedelta(minutes=10)
    assert next_attempt(1, **asked, retry_after=timedelta(days=9)) == timedelta(hours=2)
    assert next_attempt(3, **asked, retry_after=timedelta(seconds=1)) == timedelta(minutes=5)


def test_hourly_attempts_spread_so_that_an_outage_does_not_end_in_a_rush():
    waits = {next_attempt(9, now=NOW, first_at=NOW, visit_at=FAR, spread=spread) for spread in (0.0, 0.5, 1.0)}

    assert waits == {timedelta(minutes=60), timedelta(minutes=63), timedelta(minutes=66)}


def test_tries_quicken_as_the_visit_nears():
    made = tries(NOW, NOW + timedelta(hours=12))

    waits = [after - before for before, after in zip(made, made[1:], strict=False)]
    assert waits[5] == timedelta(hours=1) and waits[-2] == timedelta(minutes=5)
    assert all(after <= before for before, after in zip(waits[5:], waits[6:], strict=False))


def test_the_first_attempt_has_no_delay():
    with pytest.raises(ValueError):
        next_attempt(0, now=NOW, first_at=NOW, visit_at=FAR)


@given(minutes, minutes)
def test_no_attempt_falls_after_the_deadline_and_trying_always_ends(before: timedelta, lasts: timedelta):
    visit_at = NOW - timedelta(days=3) + before + lasts

    made = tries(NOW, visit_at)

    assert made[-1] == deadline(NOW, visit_at) <= NOW + TRIED_FOR
    assert len(made) < 100


@pytest.mark.parametrize("attempts, ahead, told", [
    (1, timedelta(days=5), False),
    (2, timedelta(days=5), False),
    (3, timedelta(days=5), True),
    (1, timedelta(hours=23), True),
    (1, timedelta(hours=-1), True),
])  # fmt: skip
def test_a_person_is_told_at_the_third_failure_and_always_in_the_last_day(attempts: int, ahead: timedelta, told: bool):
    assert needs_a_person(attempts, now=NOW, visit_at=NOW + ahead) is told
