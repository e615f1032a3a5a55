"""A choice named by a word that does something else."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.expect.commands import is_command
from bot.flow.model import Flow
from bot.safety.optout import OptOut, opt_out


def _taken(name: str) -> bool:
    return is_command(name) or opt_out(name) is not OptOut.NONE


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        for option in question.options:
            names = [*option.label.values(), *(word for said in option.words.values() for word in said)]
            for name in filter(_taken, names):
                path = ("questions", step, "options", option.id)
                yield Found(path, f"{name!r} is a word that steers the conversation or ends the texts.")


COMMAND_WORDS = Check(
    name="command_words",
    level=Level.ERROR,
    reason="A patient who replies with it would be opted out, or sent to another step, in place of choosing.",
    example="options: {stop: {en: Stop, es: Alto}}",
    fix="Use another word for the choice.",
    find=_find,
)
