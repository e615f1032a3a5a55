"""A figure as it is printed."""

from __future__ import annotations

import json
import statistics
from collections.abc import Sequence


def show(name: str, value: float, unit: str, baseline: float | None = None) -> None:
    """Print one line; `baseline` is the same thing done by stock Rasa, or the limit that was set."""
    ratio = round(value / baseline, 3) if baseline else None
    line = {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "baseline": baseline and round(baseline, 3),
        "ratio": ratio,
    }
    print(json.dumps(line), flush=True)  # noqa: T201


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)
