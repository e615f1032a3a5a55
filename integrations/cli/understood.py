"""What was understood of one text, as a line of `previsit understand`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.engine.assistant import Assistant
from bot.nlu.step_gate import DANGER_SIGN
from bot.safety import Opinion, OptOut, Tier, opt_out, scan
from bot.safety.model import raises
from bot.safety.optout import with_model

# Two intents are ours alone; outside they go by the nearest name of the contract.
OUTSIDE_NAMES = {"undo": "change_answer", "link": "help", "nlu_fallback": "out_of_scope"}
_STOPS = {OptOut.EXACT, OptOut.NATURAL}


async def understood(assistant: Assistant, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return one line of the output, see `previsit schema`."""
    text: str = said["text"]
    parsed = await assistant.parse(text, said.get("question"), said.get("language"))
    name, confidence = _meant(parsed)
    return {
        "id": said["id"],
        "intent": {"name": OUTSIDE_NAMES.get(name, name), "confidence": round(confidence, 4)},
        "opt_out": with_model(opt_out(text), OptOut(parsed["stop_wish"])) in _STOPS,
        "safety": _safety(text, Opinion.of_json(parsed["opinion"])),
        "concerns": parsed.get("concerns", []),
    }


def _meant(parsed: Mapping[str, Any]) -> tuple[str, float]:
    """Return the intent behind a danger sign too: what comes first is ours, what was meant is the contract's."""
    ranking = [parsed["intent"], *parsed.get("intent_ranking", ())]
    meant = next(one for one in ranking if one["name"] != DANGER_SIGN)
    return meant["name"] or "out_of_scope", meant["confidence"]


def _safety(text: str, opinion: Opinion) -> dict[str, Any]:
    """Return what the rules notice, or the second opinion where it goes higher."""
    notices = scan(text)
    if raises(opinion, [(notice.kind, notice.tier) for notice in notices]):
        return _noticed(text, opinion.tier, opinion.kind, opinion.start, opinion.end)
    if not notices:
        return {"tier": Tier.NONE.value, "class": None, "span": None}
    return _noticed(text, notices[0].tier, notices[0].kind, notices[0].start, notices[0].end)


def _noticed(text: str, tier: Tier, kind: str, start: int, end: int) -> dict[str, Any]:
    return {"tier": tier.value, "class": kind, "span": text[start:end], "start": start, "end": end}
