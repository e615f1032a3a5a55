"""The safety scan, which runs in the webhook's transaction."""

from __future__ import annotations

import time

from bench.figures import middle, show
from bot.safety import scan
from bot.understanding.annotated import answers

LIMIT_MS = 1.0


def measure() -> None:
    scan("")  # the rules are read at the first scan
    times = [_milliseconds(text) for text in dict.fromkeys(answer.text for answer in answers())]
    show("safety_scan", middle(times), "ms a message", LIMIT_MS)
    show("safety_scan_10000_characters", _milliseconds("a sore knee and then " * 480), "ms")


def _milliseconds(text: str) -> float:
    started = time.perf_counter()
    scan(text)
    return (time.perf_counter() - started) * 1000
