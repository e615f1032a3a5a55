"""From Rasa to the turn: the move of an action played, the text uttered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.engine import playing
from bot.engine.turn import TURN, Turn
from bot.services.wording import worded


async def play(dispatcher: CollectingDispatcher, tracker: Tracker, action: str) -> list[EventType]:
    """Play the move of an action in the turn that is going on, utter what it says, and tell Rasa what is open now."""
    async with turn_of(tracker) as turn:
        playing.play(turn, action, tracker.latest_message)
        text = worded(turn.says, turn.flow, turn.language, turn.known)
        if text:
            dispatcher.utter_message(text=text)
        return [SlotSet("question", turn.question.value)]


@asynccontextmanager
async def turn_of(tracker: Tracker) -> AsyncIterator[Turn]:
    """Give the turn that is going on; outside of one (rasa shell) open a real one on a demonstration conversation."""
    turn = TURN.get(None)
    if turn is not None:
        yield turn
        return
    # Only outside of a worker, which never needs them: settings from the environment, a database, a demonstration visit.
    from integrations.cli.set_up import wiring_here
    from integrations.demonstration.conversation import demonstration_turn

    wiring = wiring_here()
    async with demonstration_turn(wiring, tracker.latest_message) as opened:
        yield opened
    await wiring.close()
