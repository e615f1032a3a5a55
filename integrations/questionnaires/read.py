"""A text that should be a Questionnaire, read or refused with what is wrong."""

from __future__ import annotations

import json

from integrations.questionnaires.imported import Imported, imported
from integrations.questionnaires.valid import NoQuestionnaire


def read_questionnaire(text: str, *, otherwise: str) -> Imported:
    """Raises NoQuestionnaire. otherwise: the title of one that has none."""
    try:
        resource = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoQuestionnaire(f"This is not JSON that can be read: {error}.") from None
    if not isinstance(resource, dict):
        raise NoQuestionnaire("This is a list or a plain value, not a Questionnaire.")
    try:
        return imported(resource, otherwise=otherwise)
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        raise NoQuestionnaire(
            "This is no valid Questionnaire: a value in it is of another type than FHIR has."
        ) from error
