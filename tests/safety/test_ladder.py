"""An alert that nobody acknowledges is paged again."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.safety import Tier
from bot.safety.ladder import next_page

NOW = datetime(2026, 12, 14, 9, 0, tzinfo=timezone.utc)


@pytest.mark.parametrize(("tier", "minutes"), [(Tier.T1, 10), (Tier.CRISIS, 10), (Tier.T2, 60)])
def test_an_alarm_is_paged_again_after_its_time(tier, minutes):
    assert next_page(tier, NOW) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize("tier", [Tier.NOTE, Tier.NONE])
def test_nobody_is_paged_for_a_note(tier):
    assert next_page(tier, NOW) is None
