"""What a flow costs in text messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.languages import NAMES
from bot.flow.checks.walk import longest, usually
from bot.flow.model import LANGUAGES, Flow, Question, QuestionKind
from bot.flow.values import sampled
from bot.messaging.encoding import measure, plain

_TOPICS = 2
_MOST = 12  # parts of text messages for whoever names two topics; the clinic pays each
_MOST_OF_ALL = 24
# Around the questions: the invitation, the list read back and the thanks. A short list is read back in one part, one of
# two topics and four answers in two, and in five with an accent that doubles its cost; the silent get a reminder too.
_AROUND = {"best": 3, "typical": 4, "worst": 8}


@dataclass(frozen=True)
class Cost:
    """Parts of text messages that the clinic pays for one patient, from the invitation to the thanks.

    best: one topic and no more words than needed. typical: two topics. worst: every condition holds, and the most topics.
    """

    best: int
    typical: int
    worst: int


def cost(flow: Flow, language: str) -> Cost:
    def parts(question: Question, times: int) -> int:
        return times * measure(plain(sampled(question.ask[language]))).count

    best = longest(flow, lambda one: parts(one, int(not flow.conditions(one))))
    worst = longest(flow, lambda one: parts(one, one.repeat))
    return Cost(best + _AROUND["best"], typical(flow, language) + _AROUND["typical"], worst + _AROUND["worst"])


def typical(flow: Flow, language: str) -> int:
    """Return how many parts the questions take for a patient with two topics and no particular answers."""

    def parts(question: Question) -> int:
        repeats = question.kind is QuestionKind.SOMETHING_ELSE or question.each
        times = min(_TOPICS, question.repeat) if repeats else 1
        return usually(flow, question) * times * measure(plain(sampled(question.ask[language]))).count

    return longest(flow, parts)


def _find(flow: Flow) -> Iterator[Found]:
    for language in LANGUAGES:
        parts, worst = typical(flow, language), cost(flow, language).worst
        if parts > _MOST:
            yield Found(
                ("questions",), f"the questions take {parts} text messages in {NAMES[language]} for two topics."
            )
        elif worst > _MOST_OF_ALL:
            yield Found(("questions",), f"a patient may be sent {worst} text messages in {NAMES[language]}.")


COST = Check(
    name="cost",
    level=Level.ERROR,
    reason="Patients stop answering, and the clinic pays for every part.",
    example="ten questions of two parts each",
    fix=f"Ask fewer or shorter questions: {_MOST} parts for two topics is the most, and {_MOST_OF_ALL} for anybody.",
    find=_find,
    walks=True,
)
