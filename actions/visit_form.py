"""The one form: its slot is asked for again and again, and each answer goes to the flow of this conversation."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.turns import play, turn_of
from bot.engine.playing import ANSWER


class ValidateVisitForm(FormValidationAction):
    def name(self) -> str:
        return "validate_visit_form"

    async def validate_answer(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> dict[str, Any]:
        """Give the answer to the flow; the slot stays empty, so that the form asks on."""
        await play(dispatcher, tracker, ANSWER)
        return {"answer": None}


class ActionAskVisitFormAnswer(Action):
    """Rasa asks for the slot after every turn: nothing is left to say unless the turn has not spoken."""

    def name(self) -> str:
        return "action_ask_visit_form_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[EventType]:
        async with turn_of(tracker) as turn:
            quiet = bool(turn.steps)
        return [] if quiet else await play(dispatcher, tracker, "action_repeat")
