"""From an understood text to the turn: the reply with what was understood of it, and the move it makes. No Rasa in here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.agenda.concern import Concern
from bot.engine.text import cut_off, moved
from bot.engine.turn import Turn
from bot.flow.moves import (
    Answer,
    Aside,
    Back,
    Change,
    Done,
    GoOn,
    Keep,
    Move,
    Pause,
    Repeat,
    Skip,
    Stop,
    SwitchLanguage,
    Undo,
)
from bot.flow.nearer import beside, language_meant
from bot.flow.reply import Reply
from bot.safety import Opinion, OptOut, opt_out
from bot.safety.optout import with_model
from bot.understanding.language import SERVED

# A text as the pipeline has understood it: text, intent, language, concerns, opinion, stop_wish; places are those of Rasa.
Understood = Mapping[str, Any]


def _danger(reply: Reply, message: Understood) -> Move:
    opinion = Opinion.of_json(message["opinion"])
    return Keep(reply, opinion.tier.value, opinion.kind)


def _stop(reply: Reply, message: Understood) -> Move:
    """A wording that means "no more texts", or may mean it; the listed ones never get this far (bot/services/consent.py)."""
    plain = with_model(opt_out(message["text"]), OptOut(message["stop_wish"])) is OptOut.NATURAL
    return Stop(reply) if plain else Aside(reply, "stop_texts")


def _switch(reply: Reply, message: Understood) -> Move:
    if beside(reply.text) == "unsupported_language":
        return Aside(reply, "unsupported_language")
    named = "es" if reply.intent == "language_spanish" else "en"
    return SwitchLanguage(reply, language_meant(reply.text, named))


ANSWER, DANGER_SIGN = "visit_form", "action_danger_sign"

# What follows when Rasa has decided for one of the actions.
MOVES: Mapping[str, Callable[[Reply, Understood], Move]] = {
    ANSWER: lambda reply, _: Answer(reply),
    "action_skip": lambda reply, _: Skip(reply),
    "action_done": lambda reply, _: Done(reply),
    "action_go_back": lambda reply, _: Back(reply),
    "action_repeat": lambda reply, _: Repeat(reply),
    "action_change": lambda reply, _: Change(reply),
    "action_undo": lambda reply, _: Undo(reply),
    "action_go_on": lambda reply, _: GoOn(reply),
    "action_pause": lambda reply, _: Pause(reply),
    "action_aside": lambda reply, _: Aside(reply, reply.intent),
    DANGER_SIGN: _danger,
    "action_stop": _stop,
    "action_switch_language": _switch,
}


def play(turn: Turn, action: str, message: Understood) -> None:
    """Play the move of one of the actions in MOVES."""
    if action == DANGER_SIGN:
        opinion = Opinion.of_json(message["opinion"])
        turn.opinions.append((turn.pieces, moved(opinion, cut_off(Reply(turn.pieces).text))))
    written = message.get("language")
    if written in SERVED:
        turn.language = written
    turn.play(_served(MOVES[action](_reply(turn, message), message), written))


def _reply(turn: Turn, message: Understood) -> Reply:
    """Return what the patient sent, with the reading of it."""
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
