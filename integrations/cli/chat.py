"""`previsit chat`: a patient at the keyboard, on the real path, with a visit of a clinic that is there for practice."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any
from uuid import UUID, uuid4

from bot.engine.assistant import Assistant
from bot.errors import PrevisitError
from bot.flow.library import load_flow
from bot.flow.model import LANGUAGES
from bot.services import turns
from bot.services.receive import Inbound, receive_message
from bot.services.visit_view import visit_json
from integrations.cli import set_up
from integrations.cli.lines import BadLine, decoded, read_line
from integrations.demonstration.conversation import new_conversation
from integrations.wiring import Wiring


class UnknownLanguage(PrevisitError):
    """Previsit asks nothing in this language."""

    def __init__(self, language: str) -> None:
        super().__init__(f"There is no conversation in {language!r}. Languages: {', '.join(LANGUAGES)}.")


def run_chat(language: str, flow: str, as_json: bool) -> None:
    if language not in LANGUAGES:
        raise UnknownLanguage(language)
    load_flow(flow)  # one that does not exist is said now, not after half a minute
    wiring = set_up.wiring_here()
    if not set_up.model_is_current():
        set_up.say("Training the assistant (a minute or two, once) …")
        set_up.train()
    set_up.say("Loading the assistant (about 20 seconds) …")
    wiring.assistant = Assistant.load(set_up.MODELS)
    asyncio.run(_chat(wiring, language, flow, as_json))


async def _chat(wiring: Wiring, language: str, flow: str, as_json: bool) -> None:
    conversation = await new_conversation(wiring, language, flow)
    try:
        await (_by_lines if as_json else _by_hand)(wiring, conversation)
    finally:
        await wiring.close()


async def _by_hand(wiring: Wiring, conversation: UUID) -> None:
    set_up.say("You are a patient with a visit in three days. Text as you like; Ctrl-D ends.")
    for line in decoded(sys.stdin, errors="replace"):
        answer = await exchange(wiring, conversation, line.rstrip("\n"))
        _print("\n".join(f"  {reply}" for reply in answer["replies"]))


async def _by_lines(wiring: Wiring, conversation: UUID) -> None:
    """Answer every line with a line, so that a program that waits for its answer never waits for ever."""
    bad = []
    for number, line in enumerate(decoded(sys.stdin), start=1):
        if line.strip():
            try:
                answer = await exchange(wiring, conversation, read_line(line, number)["text"])
            except BadLine as error:
                bad.append(number)
                answer = {"error": str(error)}
            _print(json.dumps(answer, ensure_ascii=False))
    if bad:
        raise PrevisitError(f"Lines of the input that could not be read: {', '.join(map(str, bad))}.")


def _print(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - what the command is for


async def exchange(wiring: Wiring, conversation_id: UUID, text: str) -> dict[str, Any]:
    """Send one text and return what came of it."""
    inbound = Inbound(f"chat-{uuid4().hex}", "web", text, conversation_id=conversation_id)
    received = await receive_message(inbound, wiring.unit_of_work(), wiring.clock, burst_wait=0)
    unit, address = wiring.unit_of_work(), wiring.settings.address
    await turns.take_turn(conversation_id, wiring.loaded_assistant, wiring.is_command, unit, wiring.clock, address)
    async with wiring.unit_of_work() as uow:
        visit_id = (await uow.conversations.get(conversation_id)).visit_id
        seen = await visit_json(visit_id, uow, wiring.clock)
    replies = [
        m["text"] for m in seen["messages"] if m["direction"] == "out" and received.message_id in m["in_reply_to"]
    ]
    agenda = {name: seen[name] for name in ("items", "answers", "skipped", "commitments") if name in seen}
    return {"replies": replies, "state": seen["state"], "agenda": agenda, "alerts": seen["alerts"]}
