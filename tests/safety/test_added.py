"""Phrases of a clinic: they come beside the base list, with the same grammar, and take nothing from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety import Tier, scan, worst
from bot.safety.added import CLINIC_PHRASE, scan_added, wrong_line

LINES = "fistula stopped buzzing\n911: drain bag turned red\nla fistula ya no vibra"


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("hi my fistula stopped buzzing this morning", Tier.T2),
        ("la fístula ya no vibra", Tier.T2),
        ("the drain bag turned red and my knee hurts", Tier.T1),
        ("my fistula never stopped buzzing lol its loud", Tier.NONE),
        ("no the drain bag has not turned red or anything", Tier.NONE),
        ("in 2015 my fistula stopped buzzing", Tier.NOTE),
        ("my fistula is fine", Tier.NONE),
    ],
)
def test_a_phrase_alarms_where_it_is_said_now_and_meant(text: str, tier: Tier):
    notices = scan_added(text, LINES)

    assert worst(notices) is tier
    assert {notice.kind for notice in notices} <= {CLINIC_PHRASE}


def test_without_phrases_nothing_is_noticed():
    assert scan_added("fistula stopped buzzing", "") == scan_added("fistula stopped buzzing", " \n ") == ()


@pytest.mark.parametrize(
    "line", ["pus", "911:", "!!!", "one two three four five six seven eight nine ten eleven twelve thirteen"]
)
def test_a_line_that_would_alarm_everywhere_or_nowhere_is_refused_with_its_words(line: str):
    problem = wrong_line(f"good enough phrase\n{line}")

    assert problem is not None and line in problem


def test_a_list_too_long_to_review_is_refused():
    assert wrong_line("some words here\n" * 101)
    assert wrong_line(LINES) is None


@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_a_clinic_writes_breaks_nothing_and_lowers_nothing(text: str, lines: str):
    before = scan(text)

    scan_added(text, "" if wrong_line(lines) else lines)

    assert scan(text) == before
