"""How far a denial reaches, and what is said in several words for one."""

from __future__ import annotations

import pytest

from bot.safety import scan
from bot.safety.added import scan_added
from tests.safety.material import load, tier_of

SAID = load("denial")


@pytest.mark.parametrize("text", SAID["alarms"])
def test_what_is_said_beside_a_denial_is_noticed(text: str) -> None:
    assert tier_of(text).alarms


@pytest.mark.parametrize("text", SAID["quiet"])
def test_what_is_denied_raises_no_alarm(text: str) -> None:
    assert not tier_of(text).alarms


def test_what_is_said_in_several_words_for_one_is_quoted_whole() -> None:
    text = "since noon I have not been able to breathe"

    (notice,) = scan(text)

    assert text[notice.start : notice.end] == "have not been able to breathe"


def test_a_clinic_may_write_its_phrase_in_long_or_short_words() -> None:
    assert scan_added("i can not hear", "cant hear") and scan_added("i cant hear", "have not been able to hear")
