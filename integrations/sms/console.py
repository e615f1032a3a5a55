"""Texts on the terminal: life without an SMS account."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import TextIO

from bot.errors import DeliveryFailed
from bot.messaging.numbers import is_e164
from bot.ports import Clock, Handed

REMEMBERED = 1000  # texts, for find(); enough for any look-up of this process


class ConsoleSender:
    """Prints each text. What it prints are a patient's number and words, so it is for demonstrations only."""

    def __init__(self, out: TextIO, clock: Clock) -> None:
        self._out = out
        self._clock = clock
        self._printed: deque[tuple[datetime, str, str, Handed]] = deque(maxlen=REMEMBERED)

    async def send(self, to: str, text: str, *, reference: str) -> Handed:
        if not is_e164(to):
            raise DeliveryFailed(f"Message {reference} has no phone number to go to.", retryable=False, code="21211")
        if not text:
            raise DeliveryFailed(f"Message {reference} is empty.", retryable=False, code="21602")
        self._out.write(f"text to {to}:\n{_harmless(text)}\n\n")
        self._out.flush()
        handed = Handed(f"console-{reference}", "delivered")
        self._printed.append((self._clock.now(), to, text, handed))
        return handed

    async def find(self, to: str, text: str, *, since: datetime) -> Handed | None:
        same = (handed for at, *what, handed in reversed(self._printed) if at >= since and what == [to, text])
        return next(same, None)


def _harmless(text: str) -> str:
    """Replace what a terminal would obey: the text repeats a patient's words, and those may hold escape sequences."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)
