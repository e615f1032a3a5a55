"""A choice named by a word that does something else."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import option_names
from bot.flow.expect.commands import is_command
from bot.flow.model import Flow
from bot.safety.optout import OptOut, opt_out


def _find(flow: Flow) -> Iterator[Found]:
    for path, name in option_names(flow):
        if is_command(name) or opt_out(name) is not OptOut.NONE:
            yield Found(path, f"{name!r} is a word that steers the conversation or ends the texts.")


COMMAND_WORDS = Check(
    name="command_words",
    level=Level.ERROR,
    reason="A patient who replies with it would be opted out, or sent to another step, in place of choosing.",
    example="options: {stop: {en: Stop, es: Alto}}",
    fix="Use another word for the choice.",
    find=_find,
)
