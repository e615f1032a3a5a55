"""`previsit understand`: the same reading of a text as in a turn, without a conversation."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, TextIO

from bot.flow.model import LANGUAGES, QuestionKind
from integrations.cli.lines import BadLine, decoded, read_line
from integrations.cli.set_up import MODELS


def run_understand(lines: TextIO, out: TextIO) -> None:
    said = _said(decoded(lines))
    first = next(said, None)  # before the assistant, which takes 20 s to load: a mistake is told at once
    if first is not None:
        asyncio.run(_run(chain([first], said), out))


async def _run(said: Iterable[dict[str, Any]], out: TextIO) -> None:
    from bot.engine.assistant import Assistant  # imports Rasa
    from integrations.cli.understood import understood

    assistant = Assistant.load(MODELS)
    for one in said:
        out.write(json.dumps(await understood(assistant, one), ensure_ascii=False) + "\n")
        out.flush()


def _said(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    return (_read(line, number) for number, line in enumerate(lines, start=1) if line.strip())


def _read(line: str, number: int) -> dict[str, Any]:
    said = read_line(line, number, "id")
    for name, known in (("question", [kind.value for kind in QuestionKind]), ("language", LANGUAGES)):
        if said.get(name) is not None and said[name] not in known:
            raise BadLine(number, f"names a {name} that does not exist; the {name}s are {', '.join(known)}")
    return said
