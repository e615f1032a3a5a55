"""A question as a patient sees it, by text message and in the web chat. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.flow.model import LANGUAGES, Flow, Question
from bot.flow.values import sampled
from bot.messaging.encoding import ONE_PART, measure, plain


@dataclass(frozen=True)
class Bubble:
    """web: as written. sms: as it is sent, without curly quotes and the like.

    units: of the `most` that fit one part; culprits: letters that more than halve that room.
    """

    language: str
    web: str
    sms: str
    parts: int
    units: int
    most: int
    culprits: tuple[str, ...]

    @property
    def counted(self) -> str:
        """What it costs, in words."""
        if not self.parts:
            return "Nothing is sent."
        number = "1 text message" if self.parts == 1 else f"{self.parts} text messages"
        letters = f" {' '.join(self.culprits)} more than halves what fits." if self.culprits else ""
        return f"{number}, {self.units} of {self.most} characters.{letters}"


def bubble(text: str, language: str) -> Bubble:
    sms = plain(sampled(text))
    size = measure(sms)
    return Bubble(language, sampled(text), sms, size.count, size.units, ONE_PART[size.encoding], size.culprits)


def bubbles(question: Question) -> tuple[Bubble, ...]:
    """Return the question in each language."""
    return tuple(
        replace(bubble(question.ask[language], language), web=sampled((question.web or question.ask)[language]))
        for language in LANGUAGES
    )


def in_order(flow: Flow) -> tuple[Question, ...]:
    """Return the questions that every patient may get, in the order of the file: what is switched off is left out."""
    swapped = {flow.questions[name].instead_of for name in flow.also_ask}
    return tuple(
        question
        for name, question in flow.questions.items()
        if (question.core or name in flow.also_ask) and name not in swapped
    )
