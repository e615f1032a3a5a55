"""Numbers to reply with that do not match the choices."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked
from bot.flow.model import Flow, QuestionKind

_NUMBER = re.compile(r"(?<!\w)\d(?!\w)")


def _find(flow: Flow) -> Iterator[Found]:
    for text in asked(flow):
        if text.question.kind is QuestionKind.CHOICE and text.form != "prompt":
            named = [int(number) for number in _NUMBER.findall(text.words)]
            if named != list(range(1, len(text.question.options) + 1)):
                yield Found(
                    text.path,
                    f"it names {', '.join(map(str, named)) or 'no numbers'}, and there are {len(text.question.options)} choices.",
                )


NUMBERS_NAMED = Check(
    name="numbers_named",
    level=Level.ERROR,
    reason="A patient who replies with a number would get another choice than the one read.",
    example="ask: {en: 'Who is it? 1 Parent 3 Carer'}",
    fix="Number the choices in the text in their order: 1, 2, 3.",
    find=_find,
)
