"""Everything that reads a message, in one call, and what must hold of it whatever the message."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from bot.engine.assistant import Assistant
from bot.engine.text import for_rasa
from bot.safety import keyword, opt_out, scan


class Broken(AssertionError):
    """A message was read wrongly."""


@dataclass(frozen=True)
class Reader:
    assistant: Assistant

    def seconds(self, text: str) -> float:
        """Read a message as the web process and a turn would; return the time it took, or raise Broken."""
        started = time.perf_counter()
        notices = scan(text)
        opt_out(text), keyword(text)
        parsed = asyncio.run(self.assistant.parse(text))
        took = time.perf_counter() - started
        if not all(0 <= notice.start < notice.end <= len(text) for notice in notices):
            raise Broken("a notice lies outside the message")
        read, done = for_rasa(text), 0
        for concern in parsed["concerns"]:
            start, end = concern["start"], concern["end"]
            if not (done <= start < end <= len(read) and read[start:end] == concern["span"]):
                raise Broken("a concern is not the patient's words")
            done = end
        return took

    def growth(self, text: str) -> float:
        """Return how many times longer four times the text takes: 4 where time grows as length does."""
        once = min(self.seconds(again) for again in _not_remembered(text))
        return min(self.seconds(again) for again in _not_remembered(text * 4)) / once


def _not_remembered(text: str) -> list[str]:
    """Return the text three times; the last texts read are kept in memory, and these differ by a space."""
    return [text + " " * more for more in range(1, 4)]
