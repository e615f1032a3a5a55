"""The forty situations' danger rows, everyday answers, and a development set of hard wordings, in both languages."""

from __future__ import annotations

import pytest

from tests.safety.material import load, tier_of

SITUATIONS = [
    (row, tier, text)
    for row, by_tier in load("situations").items()
    for tier, texts in by_tier.items()
    for text in texts
]  # fmt: skip
EVERYDAY = [str(text) for texts in load("everyday").values() for text in texts]
HARD = load("hard")
LANGUAGES = ("en", "es")


@pytest.mark.parametrize(("row", "tier", "text"), SITUATIONS)
def test_a_situation_gets_its_tier(row, tier, text):
    assert tier_of(text).value == tier


def test_there_are_two_hundred_everyday_answers_and_more():
    assert len(EVERYDAY) >= 200


@pytest.mark.parametrize("text", EVERYDAY)
def test_an_everyday_answer_raises_no_alarm(text):
    assert not tier_of(text).alarms


@pytest.mark.parametrize("text", [text for language in LANGUAGES for text in HARD["alarms"][language]])
def test_a_danger_sign_in_a_hard_wording_raises_an_alarm(text):
    assert tier_of(text).alarms


@pytest.mark.parametrize("text", [text for language in LANGUAGES for text in HARD["quiet"][language]])
def test_what_only_looks_like_a_danger_sign_raises_no_alarm(text):
    assert not tier_of(text).alarms
