"""Forgetting what was only tried out: what staff typed may be a patient's own words, and a crowd is soon out of date."""

from __future__ import annotations

from datetime import timedelta

from bot.ports import Clock, UnitOfWork

TALKS_KEPT = timedelta(days=30)
TRIALS_KEPT = timedelta(days=90)


async def forget_what_was_tried(uow: UnitOfWork, clock: Clock) -> None:
    """Delete talks with flows that began a month ago, and trials on crowds of three months ago."""
    now = clock.now()
    async with uow:
        await uow.previews.forget_before(now - TALKS_KEPT)
        await uow.trials.forget_before(now - TRIALS_KEPT)
        await uow.commit()
