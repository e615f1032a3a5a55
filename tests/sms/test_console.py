"""A text on the terminal shows itself and nothing else."""

from __future__ import annotations

from io import StringIO

from integrations.sms.console import ConsoleSender

PATIENT = "+15550100001"


async def test_the_number_and_the_text_are_printed():
    out = StringIO()

    handed = await ConsoleSender(out).send(PATIENT, "¿Algo más?\nReply STOP to end.", reference="17")

    assert out.getvalue() == "text to +15550100001:\n¿Algo más?\nReply STOP to end.\n\n"
    assert (handed.provider_id, handed.status) == ("console-17", "delivered")


async def test_a_text_cannot_command_the_terminal():
    out = StringIO()

    await ConsoleSender(out).send(PATIENT, "\x1b[2J\x07\r\u202e\ud800ok", reference="17")

    assert out.getvalue() == "text to +15550100001:\n\ufffd[2J\ufffd\ufffd\ufffd\ufffdok\n\n"


async def test_without_a_terminal_given_it_is_the_standard_output(capsys):
    await ConsoleSender().send(PATIENT, "hello", reference="17")

    assert capsys.readouterr().out == "text to +15550100001:\nhello\n\n"
