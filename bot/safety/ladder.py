"""When an alert that nobody has acknowledged is paged again (rules-and-safety.md 3.3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.safety.model import Tier

PAGE_AGAIN_AFTER = {Tier.T1: timedelta(minutes=10), Tier.CRISIS: timedelta(minutes=10), Tier.T2: timedelta(minutes=60)}


def next_page(tier: Tier, now: datetime) -> datetime | None:
    """Return when to page again; None for tiers that nobody is paged for."""
    after = PAGE_AGAIN_AFTER.get(tier)
    return now + after if after else None
