"""Summaries to hand over, as short as a test needs them."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

from bot.services.summary_shape import Summary, SummaryLine

IDENTIFIER = "6f1c0000-0000-4000-8000-000000000001-v1"


def a_summary(**changes: Any) -> Summary:
    words = "my knee hurts when I climb stairs"
    quote = {"message_id": 7, "start": 0, "end": len(words), "words": words}
    facts: dict[str, Any] = {
        "identifier": IDENTIFIER,
        "version": 1,
        "clinic_id": "0b8d3c52-5a7e-4a5f-9d43-7f3a3f0b1c11",
        "clinic": "Maple Street Clinic",
        "visit_id": "A-1001",
        "starts_at": datetime(2026, 12, 14, 14, 5, tzinfo=timezone.utc),
        "time_zone": "America/New_York",
        "patient_name": "Maria Lopez",
        "birth_date": date(1961, 3, 9),
        "language": "en",
        "made_at": datetime(2026, 12, 7, 15, 0, tzinfo=timezone.utc),
        "signed_off_at": datetime(2026, 12, 7, 15, 0, tzinfo=timezone.utc),
        "source": "patient",
        "lines": (SummaryLine("first", "Wants first", f'"{words}"', "patient", (quote,)),),
        "text": f'Wants first: "{words}"\n',
    }
    return Summary(**(facts | changes))
