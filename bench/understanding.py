"""What `previsit understand` does with a line, and the slowest messages that fuzzing has found."""

from __future__ import annotations

import time
from itertools import islice

from bench.figures import show
from bot.engine.assistant import Assistant
from bot.understanding.annotated import answers
from integrations.cli.set_up import MODELS
from integrations.cli.understood import understood

_LINES = 400
_FEWEST_A_SECOND = 100.0
# Of 10,000 characters each, the kinds that `make fuzz` names as the slowest: many topics, many danger words, many sentences.
SLOW = {
    "topics": "pain and headache, dolor y fiebre, " * 285,
    "danger_words": "chest pain no i feel like dying blood my baby cant breathe " * 169,
    "sentences": "my knee. no. i want. " * 476,
}


async def measure() -> None:
    assistant = Assistant.load(MODELS)
    texts = [answer.text for answer in islice(answers(), 0, None, 9)][:_LINES]
    await _seconds(assistant, texts[:20])  # what is read once at the first line
    show("understand", len(texts) / await _seconds(assistant, texts), "lines a second", _FEWEST_A_SECOND)
    for name, text in SLOW.items():
        show(f"understand_slow_{name}", await _seconds(assistant, [text[:10_000]]) * 1000, "ms")


async def _seconds(assistant: Assistant, texts: list[str]) -> float:
    started = time.perf_counter()
    for text in texts:
        await understood(assistant, {"id": "", "text": text})
    return time.perf_counter() - started
