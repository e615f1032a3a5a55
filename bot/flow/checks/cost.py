"""What a flow costs in text messages."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.walk import longest
from bot.flow.model import LANGUAGES, Flow, Question, QuestionKind
from bot.flow.values import sampled
from bot.messaging.encoding import measure, plain

_TOPICS = 2
_MOST = 12  # parts of text messages for whoever names two topics; the clinic pays each


def typical(flow: Flow, language: str) -> int:
    """Return how many parts the questions take for a patient with two topics, by the longest way there is."""
    return longest(flow, lambda question: _times(question) * _parts(question, language))


def _times(question: Question) -> int:
    repeats = question.kind is QuestionKind.SOMETHING_ELSE or question.each
    return min(_TOPICS, question.repeat) if repeats else 1


def _parts(question: Question, language: str) -> int:
    return measure(plain(sampled(question.ask[language]))).count


def _find(flow: Flow) -> Iterator[Found]:
    for language in LANGUAGES:
        parts = typical(flow, language)
        if parts > _MOST:
            yield Found(("questions",), f"a patient with two topics is sent {parts} text messages in {language}.")


COST = Check(
    name="cost",
    level=Level.ERROR,
    reason="Patients stop answering, and the clinic pays for every part.",
    example="ten questions of two parts each",
    fix=f"Ask fewer or shorter questions: {_MOST} parts is the most.",
    find=_find,
)
