"""The safety scan, which runs in the webhook's transaction."""

from __future__ import annotations

import time

from bench.figures import middle, show
from bot.safety import scan

TEXTS = (
    "my knee hurts when I climb stairs and I want to walk my dog again",
    "no tengo dolor de pecho ni fiebre, solo estoy cansada",
    "chest tight right now and my arm is numb",
    "need a refill of lisinopril, out on tuesday",
)
LIMIT_MS = 1.0


def measure() -> None:
    for text in TEXTS:
        scan(text)  # the rules are read at the first scan
    times = [_milliseconds(text) for text in TEXTS for _ in range(200)]
    show("safety_scan", middle(times), "ms a message", LIMIT_MS)
    show("safety_scan_10000_characters", _milliseconds("a sore knee and then " * 480), "ms")


def _milliseconds(text: str) -> float:
    started = time.perf_counter()
    scan(text)
    return (time.perf_counter() - started) * 1000
