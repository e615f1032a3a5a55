"""One of the crowd: what this patient texts, given what is open. The same chance says the same."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bot.flow.model import QuestionKind
from bot.simulation.crowd import Persona, words

_OTHER = {"en": "es", "es": "en"}
_TYPED = (QuestionKind.CHOICE, QuestionKind.RANKING)


@dataclass(frozen=True)
class Asked:
    """What is open when a patient takes up the phone. again: it was open the last time too."""

    kind: QuestionKind
    question: str | None = None
    fills: str | None = None
    options: int = 0  # of a choice, or lines to rank
    again: bool = False

    @property
    def over(self) -> bool:
        return self.kind is QuestionKind.FINISHED


class Patient:
    def __init__(self, persona: Persona, language: str, chance: Random) -> None:
        self.persona, self.language, self._chance = persona, language, chance
        self._left = chance.randint(*persona.topics)
        self._texts = 0
        self._asked_beside = False  # who asks something else is not annoyed to be asked again

    @property
    def waits(self) -> float:
        """Hours until the next text."""
        return self._chance.uniform(*self.persona.hours)

    def says(self, asked: Asked) -> list[str] | None:
        """Return the texts that come next, together; None: the phone is put away for good."""
        if asked.over or self._quits(asked):
            return None
        self._texts += 1
        beside = self._instead() or self._aside(asked)
        self._asked_beside = beside is not None
        said = beside or self._answer(asked)
        return self._in_parts(self._mistyped(said))

    def _quits(self, asked: Asked) -> bool:
        annoyed = self.persona.annoyed if asked.again and not self._asked_beside else 0
        return self._now_and_then(self.persona.quits + annoyed)

    def _instead(self) -> str | None:
        kind = self.persona.at.get(self._texts)
        return self._one_of(kind) if kind else None

    def _aside(self, asked: Asked) -> str | None:
        if asked.kind is QuestionKind.INVITATION or not self._now_and_then(self.persona.beside):
            return None
        return self._one_of("beside")

    def _answer(self, asked: Asked) -> str:
        match asked.kind:
            case QuestionKind.INVITATION:
                return self._one_of("opens")
            case QuestionKind.SOMETHING_ELSE:
                return self._topics() if self._left > 0 else self._one_of("nothing_else")
            case QuestionKind.YES_NO:
                return self._yes_or_no(asked)
            case QuestionKind.CHOICE | QuestionKind.RANKING:
                return str(self._chance.randint(1, max(asked.options, 1)))
            case QuestionKind.DATE:
                return self._one_of("dates")
            case QuestionKind.READ_BACK:
                return self._one_of("corrects" if self._now_and_then(6) and not asked.again else "confirms")
            case QuestionKind.GO_ON:
                return self._one_of("goes_on")
            case QuestionKind.STOP_TEXTS:
                return self._one_of("no")
        return self._words(asked)

    def _words(self, asked: Asked) -> str:
        if self._now_and_then(self.persona.signs):
            return self._one_of("signs")
        if self._now_and_then(self.persona.unsure):
            return self._one_of("unsure")
        if asked.fills == "items":
            return self._topics()
        said = self._one_of(asked.fills if asked.fills in words("en") else "words")
        return self._longer(said)

    def _yes_or_no(self, asked: Asked) -> str:
        if self._now_and_then(self.persona.unsure):
            return self._one_of("unsure")
        return self._one_of("yes" if self._now_and_then(35) else "no")

    def _topics(self) -> str:
        together = self._now_and_then(self.persona.together) and self._left > 1
        count = min(self._left, self._chance.randint(2, 4)) if together else 1
        self._left -= count
        joint = {"en": " and ", "es": " y "}[self.language]
        return self._longer(joint.join(dict.fromkeys(self._one_of("items") for _ in range(max(count, 1)))))

    def _longer(self, said: str) -> str:
        return f"{said}. {self._one_of('longer')}" if self._now_and_then(self.persona.long) else said

    def _one_of(self, kind: str | None) -> str:
        kind = self.persona.instead.get(kind or "", kind or "words")
        language = _OTHER[self.language] if self._now_and_then(self.persona.other) else self.language
        return self._chance.choice(words(language)[kind])

    def _mistyped(self, said: str) -> str:
        return " ".join(self._slip(word) if self._now_and_then(self.persona.typos) else word for word in said.split())

    def _slip(self, word: str) -> str:
        """Drop, double or swap a letter."""
        if len(word) < 4 or not word.isalpha():
            return word
        at = self._chance.randrange(1, len(word) - 1)
        slips = (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
        return self._chance.choice(slips)

    def _in_parts(self, said: str) -> list[str]:
        said_words = said.split()
        if len(said_words) < 4 or not self._now_and_then(self.persona.parts):
            return [said]
        at = self._chance.randrange(2, len(said_words) - 1)
        return [" ".join(said_words[:at]), " ".join(said_words[at:])]

    def _now_and_then(self, in_a_hundred: float) -> bool:
        return self._chance.random() * 100 < in_a_hundred
