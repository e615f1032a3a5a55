"""`previsit understand`: the same reading of a text as in a turn, without a conversation."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, TextIO

from bot.engine.assistant import Assistant
from bot.errors import PrevisitError
from bot.flow.model import QuestionKind
from bot.safety import OptOut, Tier, opt_out, scan
from integrations.cli.set_up import MODELS
from integrations.observability import configure_logging

# Two intents are ours alone; outside they go by the nearest name of the contract.
OUTSIDE_NAMES = {"undo": "change_answer", "link": "help", "nlu_fallback": "out_of_scope"}


class BadLine(PrevisitError):
    """A line of the input cannot be read."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"Line {number} of the input {why}. Each line is a JSON object with id and text.")


def run_understand(lines: TextIO, out: TextIO) -> None:
    configure_logging("ERROR")
    asyncio.run(_run(Assistant.load(MODELS), lines, out))


async def _run(assistant: Assistant, lines: TextIO, out: TextIO) -> None:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            said = _read(line, number)
            out.write(json.dumps(await understood(assistant, said), ensure_ascii=False) + "\n")
            out.flush()


def _read(line: str, number: int) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLine(number, f"is no JSON (column {error.colno})") from None
    if not isinstance(said, dict) or not isinstance(said.get("text"), str) or "id" not in said:
        raise BadLine(number, "has no id or no text")
    question = said.get("question")
    if question is not None and question not in {kind.value for kind in QuestionKind}:
        kinds = ", ".join(kind.value for kind in QuestionKind)
        raise BadLine(number, f"names a question that does not exist; the questions are {kinds}")
    return said


async def understood(assistant: Assistant, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return one line of the output, see `previsit schema`."""
    text: str = said["text"]
    parsed = await assistant.parse(text, said.get("question"), said.get("language"))
    name = parsed["intent"]["name"] or "out_of_scope"
    return {
        "id": said["id"],
        "intent": {"name": OUTSIDE_NAMES.get(name, name), "confidence": round(parsed["intent"]["confidence"], 4)},
        "opt_out": opt_out(text) in (OptOut.EXACT, OptOut.NATURAL),
        "safety": _safety(text),
        "concerns": parsed.get("concerns", []),
    }


def _safety(text: str) -> dict[str, Any]:
    notices = scan(text)
    if not notices:
        return {"tier": Tier.NONE.value, "class": None, "span": None}
    first = notices[0]
    place = {"start": first.start, "end": first.end}
    return {"tier": first.tier.value, "class": first.kind, "span": text[first.start : first.end], **place}
