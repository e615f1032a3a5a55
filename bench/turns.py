"""What a turn costs, beside stock Rasa: the same model, form, actions and texts, with Rasa's own loop as it is shipped."""

from __future__ import annotations

import time
from datetime import datetime, timezone

from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore

from bench.figures import middle, show
from bench.place import a_place
from bot.agenda.model import Agenda
from bot.engine.assistant import Assistant, InProcessActions, newest_model
from bot.engine.turn import TURN, Turn
from bot.flow.library import load_flow
from bot.flow.model import new_session
from bot.flow.reply import Piece
from bot.services.receive import Inbound, receive_message
from bot.services.turns import take_turn
from integrations.cli.set_up import MODELS
from integrations.demonstration.conversation import new_conversation

TURNS = 44
TEXTS = ("my back hurts at night", "help", "who reads this", "I want to sleep again", "go back", "it started in may")
LIMIT_MS, LIMIT_RATIO = 25.0, 1.3


async def measure() -> None:
    stock = await _stock()
    understood, ours = await _understood(), await _ours()
    show("turn_cpu_of_rasa", middle(understood), "ms CPU a turn, without the database", middle(stock))
    show("turn_cpu", middle(ours), "ms CPU a turn, database client included", middle(stock))
    show("turn_cpu_against_limit", middle(ours), "ms CPU a turn", LIMIT_MS)
    show("turn_40_over_turn_5", _around(ours, 40) / _around(ours, 5), "times", LIMIT_RATIO)
    show("stock_turn_40_over_turn_5", _around(stock, 40) / _around(stock, 5), "times")


def _text(n: int) -> str:
    """Return the text of a turn, no two the same: the last ones are remembered, and patients do not repeat themselves."""
    return TEXTS[n % len(TEXTS)] + " " * (n // len(TEXTS))


def _around(times: list[float], turn: int) -> float:
    return middle(times[turn - 4 : turn + 4])


async def _ours() -> list[float]:
    """CPU of whole turns: read, understood, decided, stored."""
    async with a_place() as wiring:
        wiring.assistant = Assistant.load(MODELS)
        conversation = await new_conversation(wiring, "en", "adult_follow_up")
        times = []
        for n in range(TURNS):
            inbound = Inbound(f"bench-{n}", "web", _text(n), conversation_id=conversation)
            await receive_message(inbound, wiring.unit_of_work(), wiring.clock, burst_wait=0)
            started = time.process_time()
            unit = wiring.unit_of_work()
            await take_turn(
                conversation, wiring.assistant, wiring.is_command, unit, wiring.clock, wiring.settings.address
            )
            times.append((time.process_time() - started) * 1000)
    return times


async def _understood() -> list[float]:
    """CPU of our Rasa alone: understood, decided, acted, and the tracker made ready to be stored."""
    assistant, turn, tracker, times = Assistant.load(MODELS), _a_turn(), None, []
    for n in range(TURNS):
        turn.read([Piece(n, _text(n))])
        started = time.process_time()
        tracker = await assistant.take(turn, "bench", tracker)
        times.append((time.process_time() - started) * 1000)
    return times


def _a_turn() -> Turn:
    flow = load_flow("adult_follow_up")
    known = {"clinic": "C", "phone": "5"}
    return Turn(flow, new_session(flow), Agenda(), "en", datetime.now(timezone.utc), known=known)


async def _stock() -> list[float]:
    """CPU of Rasa's part alone, as shipped: schema check at every action, whole history in its in-memory store."""
    checked = RemoteAction._validate_action_result
    agent = Agent(action_endpoint=InProcessActions(), tracker_store=InMemoryTrackerStore(domain=None))
    agent.load_model(str(newest_model(MODELS)))
    assert RemoteAction._validate_action_result is checked  # noqa: S101 - not yet replaced
    turn = _a_turn()
    TURN.set(turn)
    times = []
    for n in range(TURNS):
        turn.read([Piece(n, _text(n))])
        started = time.process_time()
        await agent.handle_message(UserMessage(_text(n), CollectingOutputChannel(), sender_id="stock"))
        times.append((time.process_time() - started) * 1000)
    return times
