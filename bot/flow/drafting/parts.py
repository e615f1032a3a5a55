"""Edits of what questions belong to: a section, or what is asked after the visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.flow.document import FlowError
from bot.flow.drafting.file import FlowFile, as_map, put
from bot.flow.parse import READ_BACK


@dataclass(frozen=True)
class AskAfterVisit:
    """Ask this question, and what it leads to, after the visit; None: nothing, and what was comes last before it."""

    question: str | None

    def apply(self, file: FlowFile) -> None:
        begun = file.data.get("after_visit")
        if begun == self.question:
            return
        if self.question is not None:
            _check_may_be(file, self.question)
        if begun is not None:
            del file.data["after_visit"]
            file.question(_last(file))["next"] = begun
        if self.question is not None:
            file.redirect(self.question, READ_BACK)
            put(file.data, "after_visit", self.question, before=("questions",))


@dataclass(frozen=True)
class PutSection:
    """Have a section with this title, asked when this holds; without a title there is none, and its questions have none."""

    name: str
    title: Mapping[str, str]  # by language
    when: Mapping[str, Any] | None = field(default_factory=dict)  # as the file holds it; None leaves it as it is

    def apply(self, file: FlowFile) -> None:
        if not any(self.title.values()):
            return _take_out(file, self.name)
        if "sections" not in file.data:
            put(file.data, "sections", as_map({}), before=("questions",))
        sections = file.data["sections"]
        if self.name not in sections:
            sections[self.name] = as_map({})
        put(sections[self.name], "title", self.title, before=("when",))
        if self.when is not None:
            put(sections[self.name], "when", self.when or None, before=())
        return None


def _check_may_be(file: FlowFile, question: str) -> None:
    file.question(question)
    if question == next(iter(file.questions)):
        raise FlowError(f"{question!r} is the first question before the visit. Move another one in its place first.")


def _last(file: FlowFile) -> str:
    """Return the last question that is asked before the visit."""
    asked: list[str] = [next(iter(file.questions))]
    while (following := file.question(asked[-1]).get("next", READ_BACK)) in file.questions and following not in asked:
        asked.append(following)
    return asked[-1]


def _take_out(file: FlowFile, name: str) -> None:
    sections = file.data.get("sections") or {}
    sections.pop(name, None)
    if "sections" in file.data and not sections:
        del file.data["sections"]
    for question in file.questions.values():
        if question.get("section") == name:
            del question["section"]
