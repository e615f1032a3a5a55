"""The component that tells intents apart, in the place of tokenizer, featurizers and classifier."""

from __future__ import annotations

from hashlib import sha256
from importlib import resources
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.understanding import intents

_RANKED = 10  # as many as Rasa's own classifiers show


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Wraps bot/understanding/intents.py. Better than count vectors and logistic regression, and a tenth of their time."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, model: intents.IntentModel | None = None
    ) -> None:
        self._model_storage, self._resource, self._model = model_storage, resource, model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> IntentClassifier:
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> IntentClassifier:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, intents.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Tell Rasa to train anew when features or lexicon change: it looks at this class only."""
        room = resources.files("bot.understanding")
        files = [file for part in (room, room / "lexicon") for file in part.iterdir() if file.is_file()]
        content = b"".join(file.read_bytes() for file in sorted(files, key=lambda file: file.name))
        return sha256(content).hexdigest()

    def train(self, training_data: TrainingData) -> Resource:
        from bot.understanding.training import train  # scikit-learn, which a worker does without

        examples = training_data.intent_examples
        self._model = train([one.get(TEXT) for one in examples], [one.get(INTENT) for one in examples])
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        assert self._model is not None  # noqa: S101  Rasa processes after train or load
        for message in messages:
            ranking = self._model.ranked(message.get(TEXT) or "")[:_RANKED]
            named = [{"name": name, "confidence": confidence} for name, confidence in ranking]
            message.set(INTENT, named[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, named, add_to_output=True)
        return messages
