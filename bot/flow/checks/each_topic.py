"""A question about each topic that cannot be one."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import texts
from bot.flow.checks.walk import before
from bot.flow.model import TOPIC, Flow, Question, QuestionKind
from bot.flow.values import names_in

_NAMES_IT = ("ask", "short", "web")  # forms that the patient may read first; a nudge comes behind one
_ABOUT_THE_LIST = (QuestionKind.SOMETHING_ELSE, QuestionKind.RANKING)


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        if question.each and _makes_the_list(question):
            yield Found(("questions", step, "each"), f"{step!r} makes the list that it would go through.")
        elif question.each and not any(flow.questions[other].fills == "items" for other in before(flow, step)):
            yield Found(("questions", step, "each"), f"no topic is on the list yet when {step!r} comes.")
    for text in texts(flow):
        if text.question.each and text.form in _NAMES_IT and TOPIC not in names_in(text.words):
            yield Found(text.path, f"the text does not say which topic {text.question.id!r} is about.")


def _makes_the_list(question: Question) -> bool:
    return question.kind in _ABOUT_THE_LIST or (question.fills or "").startswith("items")


EACH_TOPIC = Check(
    name="each_topic",
    level=Level.ERROR,
    reason="The patient would not be asked, or would read the same question again and again.",
    example="each: topic with ask: {en: Since when do you have it?}",
    fix="Name it with {topic} in every wording, and ask for topics before it (`fills: items`).",
    find=_find,
    walks=True,
)
