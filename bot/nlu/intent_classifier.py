"""The component that tells intents apart, in the place of tokenizer, featurizers and classifier."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.fingerprint import of_understanding
from bot.understanding import intents
from bot.understanding.linear import LinearModel, load

_RANKED = 10  # as many as Rasa's own classifiers show


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class IntentClassifier(GraphComponent):
    """Wraps bot/understanding/intents.py. Better than count vectors and logistic regression, and a tenth of their time."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, model: LinearModel | None = None) -> None:
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
            return cls(model_storage, resource, load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return of_understanding()

    def train(self, training_data: TrainingData) -> Resource:
        examples = training_data.intent_examples
        self._model = intents.train([one.get(TEXT) for one in examples], [one.get(INTENT) for one in examples])
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        assert self._model is not None  # noqa: S101  Rasa processes after train or load
        for message in messages:
            ranking = intents.ranked(self._model, message.get(TEXT) or "")[:_RANKED]
            named = [{"name": name, "confidence": confidence} for name, confidence in ranking]
            message.set(INTENT, named[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, named, add_to_output=True)
        return messages
