"""Asks the product what it reads in each text, as a turn or the web process would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from bench.evaluate import concerns, labels, material
from bench.evaluate.figures import Figure
from bench.evaluate.material import Labelled
from bot.agenda.concern import Concern
from bot.engine.assistant import Assistant
from bot.safety import OptOut, opt_out
from bot.safety.optout import with_model
from integrations.cli.understood import understood

Said = TypeVar("Said")
_ANSWERS = {OptOut.EXACT: "yes", OptOut.NATURAL: "yes", OptOut.GREY: "ask", OptOut.NONE: "no"}


@dataclass(frozen=True)
class Measured:
    """Figures of either set; misses and danger signs not noticed are of the development set alone.

    Nobody may see those of the other.
    """

    development: tuple[Figure, ...]
    frozen: tuple[Figure, ...]
    misses: tuple[str, ...]
    unnoticed: tuple[Labelled, ...]


@dataclass(frozen=True)
class Answered:
    """A set, and what the product made of each of its texts."""

    concerns: Sequence[concerns.Compared]
    intents: Sequence[tuple[Labelled, str]]
    signs: Sequence[tuple[Labelled, tuple[str, str]]]
    wishes: Sequence[tuple[Labelled, str]]

    def figures(self) -> tuple[Figure, ...]:
        return (
            *concerns.figures(self.concerns),
            *labels.intents(*_apart(self.intents)),
            *labels.signs(*_apart(self.signs)),
            *labels.opt_outs(*_apart(self.wishes)),
        )

    def misses(self) -> tuple[str, ...]:
        judged = [*self.intents, *((text, tier) for text, (tier, _) in self.signs), *self.wishes]
        wrong = (labels.miss(text, said) for text, said in judged)
        return (*concerns.misses(self.concerns), *(line for line in wrong if line))


async def measure(assistant: Assistant) -> Measured:
    development = await answered(assistant, material.DEVELOPMENT)
    frozen = await answered(assistant, material.FROZEN)
    unnoticed = tuple(labels.unnoticed(development.signs))
    return Measured(development.figures(), frozen.figures(), development.misses(), unnoticed)


async def answered(assistant: Assistant, folder: Path) -> Answered:
    async def read(text: Labelled) -> Mapping[str, Any]:
        return await _read(assistant, text.said)

    signs = [(text, (await read(text))["safety"]) for text in material.signs(folder)]
    return Answered(
        [await _compared(assistant, text) for text in material.concerns(folder)],
        [(text, (await read(text))["intent"]["name"]) for text in material.intents(folder)],
        [(text, (safety["tier"], safety["class"] or "")) for text, safety in signs],
        [(text, await _wish(assistant, text)) for text in material.wishes(folder)],
    )


async def _read(assistant: Assistant, said: material.Said) -> Mapping[str, Any]:
    line = {"id": "", "text": said.text, "question": said.question, "language": said.language}
    return await understood(assistant, line)


async def _compared(assistant: Assistant, text: material.Annotated) -> concerns.Compared:
    found = await _read(assistant, text.said)
    return concerns.compared(text, [Concern(**one) for one in found["concerns"]])


async def _wish(assistant: Assistant, text: Labelled) -> str:
    """Ask the rules and the model themselves: what `understood` says does not tell what is asked from what is not."""
    parsed = await assistant.parse(text.said.text, text.said.question, text.said.language)
    return _ANSWERS[with_model(opt_out(text.said.text), OptOut(parsed["stop_wish"]))]


def _apart(judged: Sequence[tuple[Labelled, Said]]) -> tuple[list[Labelled], list[Said]]:
    return [text for text, _ in judged], [said for _, said in judged]
