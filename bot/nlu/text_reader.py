"""The component that adds what a message says: its concerns, its language, and a second opinion on danger signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from bot.agenda.concern import Concern
from bot.nlu.fingerprint import of_understanding
from bot.understanding.language import SERVED, language_of
from bot.understanding.pipeline import CONCERNS, OPINION, STOP_WISH, blank, read
from bot.understanding.words import LOOK


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class TextReader(GraphComponent):
    """Sets `language` (ISO 639-1 or None), `concerns` (each a Concern as a dictionary, offsets in the text) and `opinion`.

    It trains on bot/understanding: the annotated answers and the danger signs; of Rasa's data it takes that they hold none.
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
    ) -> TextReader:
        return cls(model_storage, resource, blank())

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> TextReader:
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, spacy.load(folder))

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        return of_understanding()

    def train(self, training_data: TrainingData) -> Resource:
        from bot.understanding.training import train  # scikit-learn, which a worker does without

        self._pipeline = train([(example.get(INTENT), example.get(TEXT)) for example in training_data.intent_examples])
        with self._model_storage.write_to(self._resource) as folder:
            self._pipeline.to_disk(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            document = read(self._pipeline, text)
            language = _language(text, document.user_data[LOOK].by_rule)
            concerns = document.user_data[CONCERNS] if language in (None, *SERVED) else ()
            message.set("language", language, add_to_output=True)
            message.set("concerns", [asdict(concern) for concern in concerns], add_to_output=True)
            message.set("opinion", document.user_data[OPINION].as_json(), add_to_output=True)
            message.set("stop_wish", document.user_data[STOP_WISH].value, add_to_output=True)
        return messages


def _language(text: str, known: Sequence[Concern]) -> str | None:
    """Return the language; what looks like one of others may be a list of what we know: "metformin lisinopril atorvastatin"."""
    language = language_of(text)
    told = sum(concern.end - concern.start for concern in known)
    return None if language not in (None, *SERVED) and told * 2 >= len(text.strip()) else language
