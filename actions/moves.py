"""One action for each thing a patient can do beside answering. What follows is decided in bot/flow."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turns import play
from bot.flow.moves import Aside, Back, Change, Done, GoOn, Keep, Pause, Repeat, Skip, Stop, SwitchLanguage, Undo
from bot.flow.nearer import beside, language_meant
from bot.flow.reply import Reply
from bot.safety import Opinion, OptOut, opt_out
from bot.safety.optout import with_model


class ActionSkip(Action):
    def name(self) -> str:
        return "action_skip"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, Skip)


class ActionDone(Action):
    def name(self) -> str:
        return "action_done"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, Done)


class ActionGoBack(Action):
    def name(self) -> str:
        return "action_go_back"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, Back)


class ActionRepeat(Action):
    def name(self) -> str:
        return "action_repeat"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, Repeat)


class ActionChange(Action):
    def name(self) -> str:
        return "action_change"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, Change)


class ActionUndo(Action):
    def name(self) -> str:
        return "action_undo"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, Undo)


class ActionGoOn(Action):
    def name(self) -> str:
        return "action_go_on"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, GoOn)


class ActionPause(Action):
    def name(self) -> str:
        return "action_pause"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, Pause)


class ActionDangerSign(Action):
    """Words that no rule noticed and the trained second opinion finds alarming; rules act as soon as a text arrives."""

    def name(self) -> str:
        return "action_danger_sign"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        opinion = Opinion.of_json(tracker.latest_message["opinion"])
        return await play(dispatcher, tracker, lambda reply: Keep(reply, opinion.tier.value, opinion.kind), opinion)


class ActionStop(Action):
    """A wording that means "no more texts", or may mean it; the listed ones never get this far (bot/services/consent.py)."""

    def name(self) -> str:
        return "action_stop"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        message = tracker.latest_message
        plain = with_model(opt_out(message["text"]), OptOut(message["stop_wish"])) is OptOut.NATURAL
        return await play(dispatcher, tracker, lambda reply: Stop(reply) if plain else Aside(reply, "stop_texts"))


class ActionAside(Action):
    """Something said beside the open question; its intent is the kind of aside."""

    def name(self) -> str:
        return "action_aside"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, lambda reply: Aside(reply, reply.intent))


class ActionSwitchLanguage(Action):
    def name(self) -> str:
        return "action_switch_language"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        def switch(reply: Reply) -> SwitchLanguage | Aside:
            if beside(reply.text) == "unsupported_language":
                return Aside(reply, "unsupported_language")
            named = "es" if reply.intent == "language_spanish" else "en"
            return SwitchLanguage(reply, language_meant(reply.text, named))

        return await play(dispatcher, tracker, switch)
