"""A nudge that only says the question again."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import words
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        for language, nudge in question.prompt.items():
            said = [word.casefold() for word in words(nudge)]
            for form in (question.ask[language], question.short[language]):
                if said == [word.casefold() for word in words(form)]:
                    yield Found(("questions", step, "prompt", language), "the nudge is the question once more.")
                    break


PROMPT_REPEATS = Check(
    name="prompt_repeats",
    level=Level.ADVICE,
    reason="Who had no answer to the question has none to the same question.",
    example="prompt: the same words as ask",
    fix="Name two or three things that other people bring up, and say that no answer is fine too.",
    find=_find,
)
