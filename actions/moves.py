"""One action for each thing a patient can do beside answering. What follows is said in bot/engine/playing."""

from __future__ import annotations

from abc import ABC, abstractmethod

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turns import play


class Move(Action, ABC):
    @abstractmethod
    def name(self) -> str: ...

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        return await play(dispatcher, tracker, self.name())


class ActionSkip(Move):
    def name(self) -> str:
        return "action_skip"


class ActionDone(Move):
    def name(self) -> str:
        return "action_done"


class ActionGoBack(Move):
    def name(self) -> str:
        return "action_go_back"


class ActionRepeat(Move):
    def name(self) -> str:
        return "action_repeat"


class ActionChange(Move):
    def name(self) -> str:
        return "action_change"


class ActionUndo(Move):
    def name(self) -> str:
        return "action_undo"


class ActionGoOn(Move):
    def name(self) -> str:
        return "action_go_on"


class ActionPause(Move):
    def name(self) -> str:
        return "action_pause"


class ActionDangerSign(Move):
    """Words that no rule noticed and the trained second opinion finds alarming; rules act as soon as a text arrives."""

    def name(self) -> str:
        return "action_danger_sign"


class ActionStop(Move):
    def name(self) -> str:
        return "action_stop"


class ActionAside(Move):
    """Something said beside the open question; its intent is the kind of aside."""

    def name(self) -> str:
        return "action_aside"


class ActionSwitchLanguage(Move):
    def name(self) -> str:
        return "action_switch_language"
