"""The component that knows which question is open: it keeps a free answer from being taken for a command."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.flow.model import QuestionKind
from bot.safety import OptOut, Stance
from bot.understanding.gate import gate

DANGER_SIGN = "danger_sign"  # ours alone: whatever it was meant for, the second opinion comes first


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class StepGate(GraphComponent):
    """Comes last of the classifiers; Rasa hands it the tracker because `process` asks for one."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> StepGate:
        return cls()

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        for message in messages:
            guess = message.get(INTENT) or {}
            question = _question(message, tracker)
            intent, sure = guess.get("name") or "inform", guess.get("confidence") or 0.0
            stop_wish = OptOut(message.get("stop_wish") or OptOut.NONE)
            name, confidence = gate(intent, sure, message.get(TEXT) or "", question, stop_wish)
            _set(message, name, confidence)
            opinion = message.get("opinion")
            if opinion and opinion["stance"] == Stance.ALARMS:
                _set(message, DANGER_SIGN, opinion["likelihood"])
        return messages


def _question(message: Message, tracker: DialogueStateTracker | None) -> QuestionKind | None:
    """Return the open question: of the conversation, or as the caller says who has none."""
    asked = tracker.get_slot("question") if tracker is not None and "question" in tracker.slots else None
    asked = asked or (message.get(METADATA) or {}).get("question")
    return QuestionKind(asked) if asked else None


def _set(message: Message, name: str, confidence: float) -> None:
    """Set the intent, and put it first in the ranking, where Rasa and its tools expect it."""
    chosen = {"name": name, "confidence": confidence}
    others = [other for other in message.get(INTENT_RANKING_KEY) or [] if other["name"] != name]
    message.set(INTENT, chosen, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [chosen, *others], add_to_output=True)
