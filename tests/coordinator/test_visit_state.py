"""The state of a visit, for every combination of what is known about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Visit, VisitDetails
from bot.visit_state import STATES, Progress, awaits_review, gravity, need_of_a_person, state_of

NOW = datetime(2026, 12, 7, 15, 0, tzinfo=timezone.utc)
EARLIER = NOW - timedelta(hours=2)
VISIT = Visit(
    id=UUID(int=1),
    visit_id="V1",
    clinic_id=UUID(int=2),
    number_id=UUID(int=3),
    details=VisitDetails("Maria Lopez", date(1961, 3, 9)),
    starts_at=NOW + timedelta(days=2),
    time_zone="America/New_York",
    language="en",
    status="booked",
    consent_texting=True,
)
WORDS = Progress(has_words=True, last_move_at=EARLIER, stage="asking", answered=2, asked_of=6)

moments = st.one_of(st.none(), st.integers(-200, 0).map(lambda hours: NOW + timedelta(hours=hours)))
visits = st.builds(
    replace,
    st.just(VISIT),
    starts_at=st.integers(-100, 200).map(lambda hours: NOW + timedelta(hours=hours)),
    status=st.sampled_from(["booked", "cancelled", "moved"]),
    consent_texting=st.booleans(),
    invited_at=moments,
    started_at=moments,
    confirmed_at=moments,
    signed_off_at=moments,
    sent_at=moments,
    read_at=moments,
    closed_at=moments,
    failed_at=moments,
    visit_id=st.text(min_size=1, max_size=5),
)
progresses = st.builds(
    Progress,
    opted_out=st.booleans(),
    has_words=st.booleans(),
    declined=st.booleans(),
    changed=st.booleans(),
    last_move_at=moments,
)


@pytest.mark.parametrize(
    ("visit", "progress", "state"),
    [
        ({}, Progress(), "not_invited"),
        ({"consent_texting": False}, Progress(), "no_consent"),
        ({"consent_texting": False, "started_at": EARLIER}, WORDS, "started"),
        ({"invited_at": EARLIER}, Progress(), "invited"),
        ({"invited_at": EARLIER, "started_at": EARLIER}, WORDS, "started"),
        ({"started_at": EARLIER}, replace(WORDS, last_move_at=NOW - timedelta(hours=25)), "stuck"),
        ({"started_at": EARLIER, "confirmed_at": EARLIER}, WORDS, "needs_review"),
        ({"started_at": EARLIER, "closed_at": EARLIER}, WORDS, "needs_review"),
        ({"started_at": EARLIER, "starts_at": NOW + timedelta(hours=20)}, WORDS, "needs_review"),
        ({"started_at": EARLIER, "confirmed_at": EARLIER, "signed_off_at": EARLIER}, WORDS, "signed_off"),
        ({"signed_off_at": EARLIER, "sent_at": EARLIER}, WORDS, "sent"),
        ({"signed_off_at": EARLIER, "sent_at": EARLIER, "read_at": NOW}, WORDS, "read"),
        ({"signed_off_at": EARLIER, "sent_at": EARLIER}, replace(WORDS, changed=True), "needs_review"),
        ({"sent_at": EARLIER}, WORDS, "needs_review"),  # a newer summary was held back
        ({"signed_off_at": EARLIER, "failed_at": NOW}, WORDS, "failed"),
        ({"invited_at": EARLIER, "failed_at": NOW}, Progress(), "failed"),
        ({"failed_at": EARLIER - timedelta(hours=1), "started_at": EARLIER}, WORDS, "started"),  # and then they wrote
        ({"started_at": EARLIER}, replace(WORDS, opted_out=True), "opted_out"),
        ({"signed_off_at": EARLIER, "sent_at": EARLIER}, replace(WORDS, opted_out=True), "sent"),
        ({"invited_at": EARLIER, "started_at": EARLIER}, Progress(declined=True), "declined"),
        ({"invited_at": EARLIER, "closed_at": NOW}, Progress(), "no_response"),
        ({"starts_at": EARLIER}, Progress(), "closed"),
        ({"started_at": EARLIER, "closed_at": NOW}, Progress(), "closed"),
        ({"status": "cancelled", "sent_at": EARLIER, "signed_off_at": EARLIER}, WORDS, "cancelled"),
    ],
)
def test_a_visit_is_in_the_state_that_its_story_says(visit, progress, state):
    assert state_of(replace(VISIT, **visit), progress, NOW) == state


@given(visits, progresses)
def test_every_visit_is_in_exactly_one_known_state(visit, progress):
    assert state_of(visit, progress, NOW) in STATES


@given(visits, progresses)
def test_a_visit_that_needs_review_has_words_or_was_sent_before(visit, progress):
    if state_of(visit, progress, NOW) == "needs_review":
        assert progress.has_words or visit.signed_off_at or visit.sent_at


@given(visits, progresses)
def test_words_of_a_visit_that_comes_never_stay_unreviewed_to_the_end(visit, progress):
    last_chance = replace(visit, status="booked", signed_off_at=None, sent_at=None)

    assert awaits_review(last_chance, replace(progress, has_words=True), visit.starts_at)


@given(visits, progresses)
def test_once_signed_off_only_a_change_asks_for_review_again(visit, progress):
    signed = replace(visit, status="booked", signed_off_at=EARLIER)

    assert awaits_review(signed, progress, NOW) == (progress.changed and progress.has_words)


tiers = st.lists(st.sampled_from(["T1", "T1-C", "T2"]), max_size=3)


@given(st.lists(st.tuples(visits, progresses, tiers, st.integers(0, 3)), max_size=8))
def test_alerts_come_before_tasks_the_gravest_first_and_tasks_before_time(some):
    ordered = sorted(some, key=lambda one: need_of_a_person(one[0], one[1], NOW, open_tiers=one[2], open_tasks=one[3]))

    worst = [min(map(gravity, alerts)) for _, _, alerts, _ in ordered if alerts]
    assert worst == sorted(worst)
    alarming = [bool(alerts) for _, _, alerts, _ in ordered]
    assert alarming == sorted(alarming, reverse=True)
    quiet = [
        v.starts_at for v, p, alerts, tasks in ordered if not alerts and not tasks and state_of(v, p, NOW) != "failed"
    ]
    assert quiet == sorted(quiet)
