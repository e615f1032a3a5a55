"""A question for words that can be answered with yes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import sentences, worded
from bot.flow.model import Flow, QuestionKind

_CLOSED = re.compile(
    r"^\W*(?:do|does|did|is|are|was|were|have|has|can|could|will|would)\s+(?:you|your|it|there|this|the|we|they|he|she)\b"
    r"|^\W*¿\s*(?:tiene|tienes|puede|puedes|est[aá]|est[aá]s|ha|has|hay|le|te|quiere|quieres|necesita|es)\b",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text in worded(flow):
        if text.question.kind is QuestionKind.WORDS and text.form == "ask":
            first = next((part for part in sentences(text.words) if "?" in part), "")
            if _CLOSED.search(first):
                yield Found(text.path, "it can be answered with yes or no, but waits for words.")


CLOSED_QUESTION = Check(
    name="closed_question",
    level=Level.ADVICE,
    reason="A bare yes tells the team nothing, and costs one more text to ask what is meant.",
    example="ask: {en: Are you worried?} with expect: words",
    fix="Begin with what, how or when; or let it be answered by yes or no (`expect: yes_no`).",
    find=_find,
)
