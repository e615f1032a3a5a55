"""The component that adds what a message is about: its concerns and its language."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.concerns import concerns
from bot.understanding.language import SERVED, language_of


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ConcernExtractor(GraphComponent):
    """Sets `language` (ISO 639-1 or None) and `concerns` (a list of Concern as dictionaries, offsets in the text)."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ConcernExtractor:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            text = message.get(TEXT) or ""
            language = language_of(text)
            known = (message.get(METADATA) or {}).get("language")
            found = [asdict(concern) for concern in concerns(text, language or known or "en")]
            message.set("language", None if _is_read(text, language, found) else language, add_to_output=True)
            message.set("concerns", found, add_to_output=True)
        return messages


def _is_read(text: str, language: str | None, found: list[dict[str, Any]]) -> bool:
    """Whether what looks like a language of others is a list of what we know: "metformin lisinopril atorvastatin"."""
    told = sum(concern["end"] - concern["start"] for concern in found)
    return language not in (None, *SERVED) and told * 2 >= len(text.strip())
