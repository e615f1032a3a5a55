"""A flow as a Questionnaire: question by question under the step's own name, so that answers can be filed by it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.flow.model import Condition, Flow, Option, Question, QuestionKind
from bot.flow.written import as_file
from integrations.questionnaires.shared import FIRST, FLOW, SETTINGS, Resource, told

_TYPES = {
    QuestionKind.WORDS: "text",
    QuestionKind.SOMETHING_ELSE: "text",
    QuestionKind.YES_NO: "boolean",
    QuestionKind.CHOICE: "choice",
    QuestionKind.RANKING: "string",
    QuestionKind.DATE: "date",
}
_IN_FHIR = ("ask", "options")  # keys of a question that FHIR has a place for


def questionnaire(flow: Flow) -> Resource:
    """Return the resource; what FHIR cannot say travels in one extension, so that nothing is lost on the way back."""
    kept = as_file(flow)
    questions = kept.pop("questions")
    kept.pop("title")
    return {
        "resourceType": "Questionnaire",
        "url": f"{FLOW}{flow.name}",
        "version": flow.version,
        "name": "".join(word.capitalize() for word in flow.name.split("_")),
        **told("title", flow.title),
        "status": "draft",
        "language": FIRST,
        "subjectType": ["Patient"],
        "extension": [_settings(kept)],
        "item": [_item(flow, question, questions[step]) for step, question in flow.questions.items()],
    }


def _settings(values: Mapping[str, Any]) -> Resource:
    return {"url": SETTINGS, "valueString": json.dumps(values, ensure_ascii=False)}


def _item(flow: Flow, question: Question, written: Mapping[str, Any]) -> Resource:
    kept = {key: value for key, value in written.items() if key not in _IN_FHIR}
    if question.options:
        kept["options"] = {option.id: _beside_the_label(written["options"][option.id]) for option in question.options}
    if question.section:
        kept.setdefault("when", {})  # what `enableWhen` says beyond it is its section's
    enabled = list(_enabled(flow, question))
    item = {
        "linkId": question.id,
        **told("text", question.ask),
        "type": _TYPES[question.kind],
        "required": False,
        "repeats": question.kind is QuestionKind.SOMETHING_ELSE,
        "extension": [_settings(kept)],
        "answerOption": [_choice(option) for option in question.options],
        "enableWhen": enabled,
        "enableBehavior": "all" if len(enabled) > 1 else None,
    }
    return {key: value for key, value in item.items() if value not in (None, [])}


def _beside_the_label(option: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in option.items() if key in ("also", "next")}


def _choice(option: Option) -> Resource:
    return {"valueCoding": {"code": option.id, **told("display", option.label)}}


def _enabled(flow: Flow, question: Question) -> Iterator[Resource]:
    """Yield the conditions that FHIR can say; how many topics there are is none of them."""
    for condition in flow.conditions(question):
        if condition.question is not None:
            yield {"question": condition.question, **_asked_of(flow.questions[condition.question], condition)}


def _asked_of(question: Question, condition: Condition) -> Resource:
    if condition.check in ("said", "not_said"):
        return {"operator": "exists", "answerBoolean": condition.check == "said"}
    operator = "=" if condition.check == "is" else "!="
    if question.kind is QuestionKind.CHOICE:
        return {"operator": operator, "answerCoding": {"code": condition.value}}
    if question.kind is QuestionKind.YES_NO and condition.value in ("yes", "no"):
        return {"operator": operator, "answerBoolean": condition.value == "yes"}
    return {"operator": operator, "answerString": str(condition.value)}
