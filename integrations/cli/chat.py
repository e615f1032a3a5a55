"""`previsit chat`: a patient at the keyboard, on the real path, with a visit of the demonstration clinic."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any
from uuid import UUID, uuid4

from bot.engine.assistant import Assistant
from bot.services import turns
from bot.services.receive import Inbound, receive_message
from bot.services.visit_view import visit_json
from integrations.cli import set_up
from integrations.demonstration.conversation import new_conversation
from integrations.observability import configure_logging
from integrations.wiring import Wiring


def run_chat(language: str, flow: str, as_json: bool) -> None:
    configure_logging("ERROR")
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
        if not as_json:
            set_up.say("You are a patient with a visit in three days. Text as you like; Ctrl-D ends.")
        for line in sys.stdin:
            if as_json and line.strip():
                print(json.dumps(await exchange(wiring, conversation, json.loads(line)["text"]), ensure_ascii=False))  # noqa: T201
            elif not as_json:
                answer = await exchange(wiring, conversation, line.rstrip("\n"))
                print("\n".join(f"  {reply}" for reply in answer["replies"]))  # noqa: T201
            sys.stdout.flush()
    finally:
        await wiring.close()


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
