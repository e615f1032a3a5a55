"""A text on the terminal shows itself and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from io import StringIO

from integrations.sms.console import ConsoleSender

PATIENT = "+15550100001"
NOON = datetime(2026, 11, 20, 12, tzinfo=timezone.utc)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def now(self) -> datetime:
        return self.time


async def test_the_number_and_the_text_are_printed():
    out = StringIO()

    handed = await ConsoleSender(out, Clock()).send(PATIENT, "¿Algo más?\nReply STOP to end.", reference="17")

    assert out.getvalue() == "text to +15550100001:\n¿Algo más?\nReply STOP to end.\n\n"
    assert (handed.provider_id, handed.status) == ("console-17", "delivered")


async def test_a_text_cannot_command_the_terminal():
    out = StringIO()

    await ConsoleSender(out, Clock()).send(PATIENT, "\x1b[2J\x07\r\u202e\ud800ok", reference="17")

    assert out.getvalue() == "text to +15550100001:\n\ufffd[2J\ufffd\ufffd\ufffd\ufffdok\n\n"


async def test_an_earlier_text_is_not_found_as_a_later_one():
    clock = Clock()
    sender = ConsoleSender(StringIO(), clock)
    await sender.send(PATIENT, "hello", reference="17")

    clock.time += timedelta(hours=1)

    assert await sender.find(PATIENT, "hello", since=clock.time) is None
    assert await sender.find(PATIENT, "hello", since=NOON) is not None
