"""No unsolicited text at night, wherever the patient is and whatever the clocks do."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messaging.hours import EARLIEST, LATEST, UnknownTimeZone, UnsafeWindow, Window, next_allowed

CHICAGO = "America/Chicago"
ZONES = sorted(available_timezones())
moments = st.timedeltas(timedelta(0), timedelta(days=365 * 48)).map(datetime(1990, 1, 1, tzinfo=timezone.utc).__add__)
windows = st.tuples(st.times(EARLIEST, LATEST), st.times(EARLIEST, LATEST)).filter(lambda pair: pair[0] < pair[1])


def at(*parts: int, zone: str = CHICAGO) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone))


def test_within_the_window_a_text_leaves_at_once():
    noon = at(2026, 11, 20, 12)

    assert next_allowed(noon, CHICAGO, Window()) is noon


def test_the_opening_is_within_and_the_closing_is_not():
    assert next_allowed(at(2026, 11, 20, 10), CHICAGO, Window()) == at(2026, 11, 20, 10)
    assert next_allowed(at(2026, 11, 20, 18), CHICAGO, Window()) == at(2026, 11, 21, 10)


def test_before_the_window_it_waits_for_the_same_day_and_after_it_for_the_next():
    assert next_allowed(at(2026, 11, 20, 6), CHICAGO, Window()) == at(2026, 11, 20, 10)
    assert next_allowed(at(2026, 11, 20, 23), CHICAGO, Window()) == at(2026, 11, 21, 10)


def test_the_patients_zone_decides_and_not_the_senders():
    nine_in_new_york = at(2026, 11, 20, 9, zone="America/New_York")

    assert next_allowed(nine_in_new_york, "Pacific/Honolulu", Window()) == at(2026, 11, 20, 10, zone="Pacific/Honolulu")


@pytest.mark.parametrize(
    ("evening", "opening"),
    [
        (at(2026, 3, 7, 20), at(2026, 3, 8, 10)),  # clocks go forward in the night: 13 hours
        (at(2026, 10, 31, 20), at(2026, 11, 1, 10)),  # clocks go back: 15 hours
        (at(2028, 2, 28, 20), at(2028, 2, 29, 10)),  # a leap day is a day
        (at(2027, 2, 28, 20), at(2027, 3, 1, 10)),
        (at(2026, 12, 31, 20), at(2027, 1, 1, 10)),
    ],
)
def test_the_opening_is_wall_time_across_clock_changes_and_leap_days(evening, opening):
    allowed = next_allowed(evening, CHICAGO, Window())

    assert allowed == opening
    assert allowed.astimezone(ZoneInfo(CHICAGO)).time() == time(10)


def test_a_day_that_an_island_skipped_is_skipped():
    before = at(2011, 12, 29, 20, zone="Pacific/Apia")

    assert next_allowed(before, "Pacific/Apia", Window()) == at(2011, 12, 31, 10, zone="Pacific/Apia")


@given(moments, st.sampled_from(ZONES), windows)
def test_a_text_never_leaves_outside_the_window_nor_waits_for_a_later_one(moment, zone, hours):
    window = Window(*hours)

    allowed = next_allowed(moment, zone, window)

    assert allowed >= moment
    assert window.is_open(allowed, zone)
    assert allowed - moment < timedelta(hours=26) or zone in ("Pacific/Apia", "Pacific/Fakaofo", "Pacific/Enderbury")
    earlier = (moment + (allowed - moment) * part / 24 for part in range(24))
    assert allowed == moment or not any(window.is_open(instant, zone) for instant in earlier)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        (time(7, 59), time(18)),
        (time(10), time(21, 1)),
        (time(18), time(10)),
        (time(10), time(10)),
        (time(0), time(23)),
    ],
)
def test_hours_that_leave_the_floor_or_the_ceiling_are_refused_with_the_fix(opens, closes):
    with pytest.raises(UnsafeWindow, match="between 08:00 and 21:00"):
        Window(opens, closes)


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "CST6CDT7", "America"])
def test_an_unknown_time_zone_is_named(name):
    with pytest.raises(UnknownTimeZone, match="America/Chicago"):
        next_allowed(at(2026, 11, 20, 12), name, Window())


def test_a_time_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="where"):
        next_allowed(datetime(2026, 11, 20, 12), CHICAGO, Window())  # noqa: DTZ001
