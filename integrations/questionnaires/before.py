"""A Questionnaire of ours as it was when it left, to see what was changed in it since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.flow.checks.walk import asked_after_visit, exits
from bot.flow.library import FlowError, parse_flow
from bot.flow.model import Flow, QuestionKind, Texts
from bot.flow.written import as_file, as_yaml
from integrations.questionnaires.branches import Enabled, led_to
from integrations.questionnaires.exported import questionnaire
from integrations.questionnaires.reading import Asked, Clause, Part, Said, asked, said
from integrations.questionnaires.shared import SECTION, SETTINGS, Item

_ANSWERS = ("said", "not_said", "is", "is_not")  # what `enableWhen` can say


@dataclass(frozen=True)
class Before:
    """flow: as it left; None where the Questionnaire is not ours, which then has nothing of the rest.

    written: its file. asked, parts: its questions and groups as they were exported, by linkId. led: the conditions that
    its branches were exported as.
    """

    flow: Flow | None = None
    written: Mapping[str, Any] = field(default_factory=dict)
    asked: Mapping[str, Asked] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    led: Mapping[str, Said] = field(default_factory=dict)

    @property
    def afterwards(self) -> set[str]:
        return asked_after_visit(self.flow) if self.flow else set()

    @property
    def branches(self) -> bool:
        """Whether an answer leads elsewhere anywhere."""
        return self.flow is not None and any(len(exits(one)) > 1 for one in self.flow.questions.values())

    def question(self, link: str) -> dict[str, Any]:
        """Return what the file says of a question; nothing for one that is new."""
        return dict(self.written.get("questions", {}).get(link, {}))

    def section(self, link: str) -> str | None:
        """Return the section that a group was exported for."""
        name = link.removeprefix(SECTION).partition("/")[0]
        return name if link in self.parts else None

    def kind(self, link: str) -> QuestionKind | None:
        return self.flow.questions[link].kind if self.flow and link in self.asked else None

    def labels(self, link: str) -> Mapping[str, Texts]:
        known = self.flow.questions.get(link) if self.flow else None
        return {option.id: option.label for option in known.options} if known else {}


def before(resource: Item) -> Before:
    """Return the flow that travels in a Questionnaire, and what was said of it; nothing where none does that can be read."""
    try:
        flow = parse_flow(as_yaml(json.loads(settings_of(resource) or "null")), "visit.yml")
    except (FlowError, TypeError, ValueError):
        return Before()
    questions = list(asked(questionnaire(flow)["item"]))
    parts = {str(one.part.item["linkId"]): one.part for one in questions if one.part}
    led = {step: said(_clauses(enabled)) for step, enabled in led_to(flow).items()}
    return Before(flow, as_file(flow), {one.link: one for one in questions}, parts, led)


def _clauses(enabled: Enabled) -> list[Clause]:
    conditions, any_of_them = enabled
    return [Clause("", dict(enumerate(conditions)), any_of_them)]


def settings_of(resource: Item) -> str | None:
    found = (one.get("valueString", "") for one in resource.get("extension", ()) if one.get("url") == SETTINGS)
    return next(found, None)


def beyond_answers(when: Mapping[str, Any]) -> dict[str, Any]:
    """Return the conditions that FHIR has no words for."""
    return {check: value for check, value in when.items() if check not in _ANSWERS}
