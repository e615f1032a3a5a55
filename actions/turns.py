"""From Rasa to the turn: the reply with what was understood of it, the move played, the text uttered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from bot.agenda.concern import Concern
from bot.engine.text import cut_off, moved
from bot.engine.turn import TURN, Turn
from bot.flow.moves import Aside, Move
from bot.flow.reply import Reply
from bot.safety import Opinion
from bot.services.wording import worded
from bot.understanding.language import SERVED


async def play(
    dispatcher: CollectingDispatcher, tracker: Tracker, move: Callable[[Reply], Move], opinion: Opinion | None = None
) -> list[EventType]:
    """Play a move in the turn that is going on, utter what it says, and tell Rasa which kind of question is open now.

    opinion: the second opinion on these texts, where it is what the move follows from.
    """
    async with turn_of(tracker) as turn:
        if opinion is not None:
            turn.opinions.append((turn.pieces, moved(opinion, cut_off(Reply(turn.pieces).text))))
        written = tracker.latest_message.get("language")
        if written in SERVED:
            turn.language = written
        turn.play(_served(move(reply_of(turn, tracker)), written))
        text = worded(turn.says, turn.flow, turn.language, turn.known)
        if text:
            dispatcher.utter_message(text=text)
        return [SlotSet("question", turn.question.value)]


def reply_of(turn: Turn, tracker: Tracker) -> Reply:
    """Return what the patient sent, with Rasa's reading of it."""
    message: dict[str, Any] = tracker.latest_message
    intent = (message.get("intent") or {}).get("name") or "inform"
    reply = Reply(turn.pieces, intent, turn.language)
    by = cut_off(reply.text)
    found = (moved(Concern(**concern), by) for concern in message.get("concerns") or ())
    return replace(reply, concerns=tuple(_heard(concern) for concern in found))


def _heard(concern: Concern) -> Concern:
    """Leave nothing off the agenda that may not be denied."""
    return replace(concern, negated=concern.negated and not concern.doubtful)


def _served(move: Move, written: str | None) -> Move:
    """What is said in a language that nobody here reads goes to a person, whatever it was taken for."""
    foreign = written is not None and written not in SERVED
    if move.reply is None or isinstance(move, Aside) or not foreign:
        return move
    return Aside(move.reply, "unsupported_language")


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
