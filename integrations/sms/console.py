"""Texts on the terminal: life without an SMS account."""

from __future__ import annotations

from datetime import datetime
from typing import TextIO

from bot.errors import DeliveryFailed
from bot.messaging.numbers import is_e164
from bot.ports import Handed


class ConsoleSender:
    """Prints each text. What it prints are a patient's number and words, so it is for demonstrations only."""

    def __init__(self, out: TextIO | None = None) -> None:
        """out: None is the standard output of the process, as it is when a text is printed."""
        self._out = out

    async def send(self, to: str, text: str, *, reference: str) -> Handed:
        if not is_e164(to):
            raise DeliveryFailed(f"Message {reference} has no phone number to go to.", retryable=False, code="21211")
        if not text:
            raise DeliveryFailed(f"Message {reference} is empty.", retryable=False, code="21602")
        print(f"text to {to}:\n{_harmless(text)}\n", file=self._out, flush=True)
        return Handed(f"console-{reference}", "delivered")

    async def find(self, to: str, text: str, *, since: datetime) -> Handed | None:
        """Return None: a terminal remembers nothing, so a text whose sending was interrupted is printed again."""
        return None


def _harmless(text: str) -> str:
    """Replace what a terminal would obey: the text repeats a patient's words, and those may hold escape sequences."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)
