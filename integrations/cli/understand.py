"""`previsit understand`: the same reading of a text as in a turn, without a conversation."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, TextIO

from bot.engine.assistant import Assistant
from bot.flow.model import LANGUAGES, QuestionKind
from bot.safety import OptOut, Tier, opt_out, scan
from integrations.cli.lines import BadLine, decoded, read_line
from integrations.cli.set_up import MODELS

# Two intents are ours alone; outside they go by the nearest name of the contract.
OUTSIDE_NAMES = {"undo": "change_answer", "link": "help", "nlu_fallback": "out_of_scope"}


def run_understand(lines: TextIO, out: TextIO) -> None:
    asyncio.run(_run(Assistant.load(MODELS), decoded(lines), out))


async def _run(assistant: Assistant, lines: TextIO, out: TextIO) -> None:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            said = _read(line, number)
            out.write(json.dumps(await understood(assistant, said), ensure_ascii=False) + "\n")
            out.flush()


def _read(line: str, number: int) -> dict[str, Any]:
    said = read_line(line, number, "id")
    for name, known in (("question", [kind.value for kind in QuestionKind]), ("language", LANGUAGES)):
        if said.get(name) is not None and said[name] not in known:
            raise BadLine(number, f"names a {name} that does not exist; the {name}s are {', '.join(known)}")
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
