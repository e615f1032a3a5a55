"""The component that adds what a message is about: its concerns and its language."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.nlu.fingerprint import of_understanding
from bot.understanding.annotated import answers
from bot.understanding.language import SERVED, language_of
from bot.understanding.pipeline import blank, concerns


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class ConcernExtractor(GraphComponent):
    """Sets `language` (ISO 639-1 or None) and `concerns` (a list of Concern as dictionaries, offsets in the text).

    It trains on the annotated answers of bot/understanding/corpus, not on Rasa's data.
    """

    def __init__(self, model_storage: ModelStorage, resource: Resource, pipeline: Language) -> None:
        self._model_storage, self._resource, self._pipeline = model_storage, resource, pipeline

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConcernExtractor:
        return cls(model_storage, resource, blank())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ConcernExtractor:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, spacy.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return of_understanding()

    def train(self, training_data: TrainingData) -> Resource:
        from bot.understanding.training import train  # scikit-learn, which a worker does without

        self._pipeline = train(answers())
        with self._model_storage.write_to(self._resource) as folder:
            self._pipeline.to_disk(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            language = language_of(text)
            found = [asdict(concern) for concern in concerns(self._pipeline, text)]
            message.set("language", None if _is_read(text, language, found) else language, add_to_output=True)
            message.set("concerns", found, add_to_output=True)
        return messages


def _is_read(text: str, language: str | None, found: list[dict[str, Any]]) -> bool:
    """Whether what looks like a language of others is a list of what we know: "metformin lisinopril atorvastatin"."""
    told = sum(concern["end"] - concern["start"] for concern in found)
    return language not in (None, *SERVED) and told * 2 >= len(text.strip())
