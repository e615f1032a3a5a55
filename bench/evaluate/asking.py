"""Asks the product what it reads in each text, as a turn or the web process would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.evaluate import concerns, labels, material
from bench.evaluate.figures import Figure
from bot.agenda.concern import Concern
from bot.engine.assistant import Assistant
from bot.safety import OptOut, opt_out
from integrations.cli.understand import understood

_ANSWERS = {OptOut.EXACT: "yes", OptOut.NATURAL: "yes", OptOut.GREY: "ask", OptOut.NONE: "no"}


@dataclass(frozen=True)
class Measured:
    """Figures of either set; the misses are of the set developed on, for nobody may see those of the other."""

    developed_on: tuple[Figure, ...]
    frozen: tuple[Figure, ...]
    misses: tuple[str, ...]


async def measure(assistant: Assistant) -> Measured:
    developed_on = await _compared(assistant, material.developed_on())
    frozen = [
        *concerns.figures(await _compared(assistant, material.frozen_concerns())),
        *await _intents(assistant),
        *await _signs(assistant),
        *_opt_outs(),
    ]
    return Measured(tuple(concerns.figures(developed_on)), tuple(frozen), tuple(concerns.misses(developed_on)))


async def _read(assistant: Assistant, said: material.Said) -> Mapping[str, Any]:
    line = {"id": "", "text": said.text, "question": said.question, "language": said.language}
    return await understood(assistant, line)


async def _compared(assistant: Assistant, texts: Sequence[material.Annotated]) -> list[concerns.Compared]:
    read = [(text, await _read(assistant, text.said)) for text in texts]
    return [concerns.compared(text, [Concern(**one) for one in found["concerns"]]) for text, found in read]


async def _intents(assistant: Assistant) -> list[Figure]:
    texts = material.frozen_intents()
    return labels.intents(texts, [(await _read(assistant, text.said))["intent"]["name"] for text in texts])


async def _signs(assistant: Assistant) -> list[Figure]:
    texts = material.frozen_signs()
    read = [(await _read(assistant, text.said))["safety"] for text in texts]
    return labels.signs(texts, [(safety["tier"], safety["class"] or "") for safety in read])


def _opt_outs() -> list[Figure]:
    """Straight from the rules: what `understood` says does not tell what is asked from what is not."""
    texts = material.frozen_wishes()
    return labels.opt_outs(texts, [_ANSWERS[opt_out(text.said.text)] for text in texts])
