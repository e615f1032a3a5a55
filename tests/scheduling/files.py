"""Import files, as short as a test needs them."""

from __future__ import annotations

import csv
import io
from typing import Any

ROW = {
    "visit_id": "A-1001",
    "starts_at": "2026-12-14T09:05:00-05:00",
    "time_zone": "America/New_York",
    "patient_name": "Maria Lopez",
    "birth_date": "1961-03-09",
    "phone": "+12025550143",
    "language": "en",
    "clinic": "Maple Street Clinic",
    "consent_texting": "yes",
    "consent_recorded_at": "2026-11-20T10:00:00-05:00",
    "consent_source": "booking desk",
}


def a_row(**changes: str) -> dict[str, str]:
    return ROW | changes


def a_file(*rows: dict[str, str], delimiter: str = ",") -> bytes:
    """Return a CSV with every column that any row has; the rows of a booking desk when none is given."""
    written: Any = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows or (ROW,) for name in row))
    writer = csv.DictWriter(written, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows or (ROW,))
    return str(written.getvalue()).encode()
