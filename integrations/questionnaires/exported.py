"""A flow as a Questionnaire: question by question under the step's own name, so that answers can be filed by it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from bot.flow.model import Condition, Flow, Option, Question, QuestionKind
from bot.flow.written import as_file
from integrations.questionnaires.branches import Enabled, led_to, swapped, ways_to
from integrations.questionnaires.course import in_order
from integrations.questionnaires.shared import FIRST, FLOW, HIDDEN, SECTION, SETTINGS, Resource, told

_TYPES = {
    QuestionKind.WORDS: "text",
    QuestionKind.SOMETHING_ELSE: "text",
    QuestionKind.YES_NO: "boolean",
    QuestionKind.CHOICE: "choice",
    QuestionKind.RANKING: "string",
    QuestionKind.DATE: "date",
}


def questionnaire(flow: Flow) -> Resource:
    """Return the resource; the whole flow travels in one extension, so that what FHIR cannot say comes back."""
    return {
        "resourceType": "Questionnaire",
        "url": f"{FLOW}{flow.name}",
        "version": flow.version,
        "name": "".join(word.capitalize() for word in flow.name.split("_")),
        **told("title", flow.title),
        "status": "draft",
        "language": FIRST,
        "subjectType": ["Patient"],
        "extension": [{"url": SETTINGS, "valueString": json.dumps(as_file(flow), ensure_ascii=False)}],
        "item": list(_items(flow)),
    }


def _items(flow: Flow) -> Iterator[Resource]:
    """Yield the questions in the order they are asked, those of one section in a group where they follow each other."""
    runs: Counter[str] = Counter()
    led, ways = led_to(flow), ways_to(flow)
    for section, questions in groupby(in_order(flow), key=lambda question: question.section):
        items = [_item(flow, one, led[one.id], hidden=not ways[one.id] or _is_off(flow, one)) for one in questions]
        if section is None:
            yield from items
        else:
            runs[section] += 1
            yield _group(flow, section, runs[section], items)


def _group(flow: Flow, name: str, run: int, items: list[Resource]) -> Resource:
    section = flow.sections[name]
    return {
        "linkId": f"{SECTION}{name}" + (f"/{run}" if run > 1 else ""),
        **told("text", section.title),
        "type": "group",
        **_enabled(list(_said(flow, section.when))),
        "item": items,
    }


def _is_off(flow: Flow, question: Question) -> bool:
    optional = not question.core and question.id not in flow.also_ask
    return optional or swapped(flow, question.id) is not None


def _item(flow: Flow, question: Question, led: Enabled, *, hidden: bool) -> Resource:
    conditions, any_of_them = led
    own = [one for one in _said(flow, question.when) if one not in conditions]
    item = {
        "linkId": question.id,
        **told("text", question.ask),
        "type": _TYPES[question.kind],
        "required": False,
        "repeats": question.kind is QuestionKind.SOMETHING_ELSE,
        "answerOption": [_choice(option) for option in question.options],
        **_enabled([*conditions, *own], "any" if any_of_them else "all"),
        "extension": [{"url": HIDDEN, "valueBoolean": True}] if hidden else [],
    }
    return {key: value for key, value in item.items() if value != []}


def _choice(option: Option) -> Resource:
    return {"valueCoding": {"code": option.id, **told("display", option.label)}}


def _enabled(conditions: list[Resource], behaviour: str = "all") -> Resource:
    if not conditions:
        return {}
    return {"enableWhen": conditions, **({"enableBehavior": behaviour} if len(conditions) > 1 else {})}


def _said(flow: Flow, when: tuple[Condition, ...]) -> Iterator[Resource]:
    """Yield the conditions that FHIR can say; how many topics there are is none of them."""
    for condition in when:
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
