"""Nobody gets more than one unsolicited text a day and three in seven days."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.messaging.budget import may_send, next_allowed_by_budget, next_unsolicited
from bot.messaging.hours import Window

CHICAGO = "America/Chicago"


def at(day: int, hour: int = 12, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=ZoneInfo(CHICAGO))


def test_the_first_text_may_go():
    assert may_send([], at(20), CHICAGO)
    assert next_allowed_by_budget([], at(20), CHICAGO) == at(20)


def test_a_second_text_waits_for_the_patients_next_day():
    assert not may_send([at(20, 10)], at(20, 17), CHICAGO)
    assert next_allowed_by_budget([at(20, 10)], at(20, 17), CHICAGO) == at(21, 0)


def test_the_day_ends_at_midnight_where_the_patient_is():
    evening_in_chicago = datetime(2026, 11, 21, 1, tzinfo=timezone.utc)

    assert not may_send([at(20, 10)], evening_in_chicago, CHICAGO)
    assert may_send([at(20, 10)], evening_in_chicago, "Europe/Madrid")


def test_the_fourth_text_waits_until_the_first_is_a_week_old():
    sent = [at(16), at(17), at(18)]

    assert not may_send(sent, at(19), CHICAGO)
    assert next_allowed_by_budget(sent, at(19), CHICAGO) == at(23, 0)


def test_texts_of_long_ago_do_not_matter():
    assert may_send([at(1), at(2), at(3)], at(20), CHICAGO)


def test_texts_already_booked_count_too():
    booked = [at(21), at(22), at(23)]

    assert not may_send(booked, at(20), CHICAGO)
    assert next_allowed_by_budget(booked, at(20), CHICAGO) == at(28, 0)


def test_budget_and_quiet_hours_hold_together():
    late = at(20, 22)

    assert next_unsolicited([at(20, 10)], late, CHICAGO, Window()) == at(21, 10)
    assert next_unsolicited([at(21, 10)], late, CHICAGO, Window()) == at(22, 10)


def test_the_week_is_seven_days_also_when_the_clocks_change():
    sent = [at(26, month=10), at(27, month=10), at(28, month=10)]

    assert next_unsolicited(sent, at(29, month=10), CHICAGO, Window()) == at(2, 10)


@given(
    st.lists(st.timedeltas(timedelta(0), timedelta(days=20)), max_size=40),
    st.sampled_from([CHICAGO, "Pacific/Kiritimati", "America/St_Johns", "Europe/Madrid"]),
)
def test_however_often_it_is_asked_for_the_budget_holds(wishes, zone):
    start, sent = at(25, month=10), []
    for wish in wishes:
        sent.append(next_unsolicited(sent, start + wish, zone, Window()))

    days = Counter(moment.astimezone(ZoneInfo(zone)).date() for moment in sent)

    assert max(days.values(), default=0) <= 1
    assert all(sum(day <= other < day + timedelta(days=7) for other in days) <= 3 for day in days)
    assert all(Window().is_open(moment, zone) for moment in sent)
