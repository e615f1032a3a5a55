"""When Previsit writes first, writes again and stops (product.md 2.1: three days before, one reminder, close two hours before)."""

from __future__ import annotations

from datetime import timedelta

INVITATION_BEFORE = timedelta(days=3)
REMINDER_AFTER = timedelta(hours=24)
CLOSING_BEFORE = timedelta(hours=2)
REVIEW_CUT_OFF_BEFORE = timedelta(hours=24)
HOW_IT_WENT_AFTER = timedelta(hours=4)  # the visit began; from then on patients are asked how it went
HOW_IT_WENT_WITHIN = timedelta(days=2)  # of its beginning; later few remember it well
