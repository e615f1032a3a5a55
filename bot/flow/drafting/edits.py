"""What an author can do to a flow. Each edit changes the file and nothing else; whether it still is a flow, checks say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.flow.document import FlowError
from bot.flow.drafting.file import FlowFile, as_map, put
from bot.flow.drafting.kept_tests import DropTest, KeepTest
from bot.flow.drafting.parts import AskAfterVisit, PutSection
from bot.flow.model import TOPIC
from bot.flow.parse import READ_BACK

Texts = Mapping[str, str]  # by language
FORMS = ("ask", "short", "web", "prompt")  # of a question, in the order of the file


@dataclass(frozen=True)
class Retitle:
    title: Texts

    def apply(self, file: FlowFile) -> None:
        put(file.data, "title", self.title, before=())


@dataclass(frozen=True)
class Reword:
    """Say a question anew. wordings: by form, which is ask, short or prompt; one without any text is left out."""

    question: str
    wordings: Mapping[str, Texts]

    def apply(self, file: FlowFile) -> None:
        question = file.question(self.question)
        for form, texts in self.wordings.items():
            said = {language: text.strip() for language, text in texts.items() if text.strip()}
            put(question, form, said or None, before=FORMS[FORMS.index(form) + 1 :] + ("expect",))


@dataclass(frozen=True)
class Insert:
    """Put a question behind another, or first; what came behind that one comes behind the new one."""

    question: str
    after: str | None
    ask: Texts
    expect: str
    fills: str
    when: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, Texts] = field(default_factory=dict)

    def apply(self, file: FlowFile) -> None:
        if self.question in file.questions or self.question == READ_BACK:
            raise FlowError(f"{file.where} already has a question {self.question!r}. Choose another name.")
        said = {"ask": self.ask, "expect": self.expect, "fills": self.fills}
        more = {"options": self.options, "when": self.when}
        place, following = _place_behind(file, self.after)
        new = as_map({**said, **{key: value for key, value in more.items() if value}, "next": following})
        file.questions.insert(place, self.question, new)
        if self.after is not None:
            file.question(self.after)["next"] = self.question


@dataclass(frozen=True)
class Remove:
    """Take a question out; what led to it leads to what came behind it, and nothing asks about its answer any more.

    follow_ups: take out as well what is asked only after an answer to it, and so on.
    """

    question: str
    follow_ups: bool = False

    def apply(self, file: FlowFile) -> None:
        file.question(self.question)
        gone = [self.question, *(follow_ups(file.data, self.question) if self.follow_ups else ())]
        if len(file.questions) == len(gone):
            raise FlowError(f"Without {self.question!r} no question of {file.where} is left: a flow needs one.")
        for name in gone:
            _unlink(file, name)
            del file.questions[name]
            _forget(file, name)


def follow_ups(flow: Mapping[str, Any], name: str) -> list[str]:
    """Return the questions that are asked only after an answer to this one, or to another of them; flow: as its file."""
    found, sections = [name], flow.get("sections") or {}
    for after in found:
        within = [section for section, held in sections.items() if _asks_about(held, after)]
        for one, question in flow["questions"].items():
            if one not in found and (_asks_about(question, after) or question.get("section") in within):
                found.append(one)
    return found[1:]


def _asks_about(question: Mapping[str, Any], name: str) -> bool:
    when = question.get("when") or {}
    return name in _several(when.get("said", [])) or name in when.get("is", ()) or name in when.get("is_not", ())


@dataclass(frozen=True)
class Move:
    """Put a question behind another, or first."""

    question: str
    after: str | None

    def apply(self, file: FlowFile) -> None:
        if self.question == self.after:
            raise FlowError(f"{self.question!r} cannot come behind itself.")
        question = file.question(self.question)
        place, _ = _place_behind(file, self.after)
        _unlink(file, self.question)
        del file.questions[self.question]
        place, question["next"] = _place_behind(file, self.after)
        file.questions.insert(place, self.question, question)
        if self.after is not None:
            file.question(self.after)["next"] = self.question


@dataclass(frozen=True)
class Answers:
    """Set which kind of answer a question waits for, where it goes, what can be chosen, and what follows some answers.

    options: as the file holds them, None for what is to be left out of one; what is not named of a known one stays.
    hand_over: the answer after which a person calls. unclear: as the file holds it; None leaves it as it is.
    """

    question: str
    expect: str
    fills: str
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    hand_over: str | None = None
    unclear: Mapping[str, Any] | None = None

    def apply(self, file: FlowFile) -> None:
        question = file.question(self.question)
        put(question, "hand_over", self.hand_over, before=("when", "next"))
        question["expect"], question["fills"] = self.expect, self.fills
        kept = question.get("options") or {}
        options = {name: _filled({**kept.get(name, {}), **said}) for name, said in self.options.items()}
        put(question, "options", options or None, before=("repeat", "unclear", "when", "next"))
        if self.unclear is not None:
            put(question, "unclear", self.unclear or None, before=("hand_over", "when", "next"))


@dataclass(frozen=True)
class Asked:
    """Set when a question is asked: always, only after some answer, only where it is switched on, about each topic.

    when: as the file holds it; None leaves it as it is, and so it does `each`, `section` and `repeat`. section: "" for none.
    """

    question: str
    when: Mapping[str, Any] | None
    optional: bool = False
    switched_on: bool = True
    each: bool | None = None
    section: str | None = None
    repeat: int | None = None

    def apply(self, file: FlowFile) -> None:
        question = file.question(self.question)
        if self.when is not None:
            put(question, "when", self.when or None, before=("next",))
        put(question, "core", False if self.optional else None, before=("ask",))
        if self.each is not None:
            put(question, "each", TOPIC if self.each else None, before=("repeat", "unclear", "when", "next"))
        if self.repeat is not None:
            put(question, "repeat", self.repeat, before=("section", "unclear", "when", "next"))
        if self.section is not None:
            put(question, "section", self.section or None, before=("unclear", "when", "next"))
        _switch(file, self.question, on=self.optional and self.switched_on)


@dataclass(frozen=True)
class Replace:
    """Put another file in the place of this one: an import, a text written by hand, or what an undo brings back."""

    text: str

    def apply(self, file: FlowFile) -> None:
        file.data = FlowFile(self.text, file.where).data


Edit = (
    Retitle
    | Reword
    | Insert
    | Remove
    | Move
    | Answers
    | Asked
    | AskAfterVisit
    | PutSection
    | Replace
    | KeepTest
    | DropTest
)


def _filled(said: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if value is not None}


def edited(text: str, edit: Edit, where: str) -> str:
    """Return the file after an edit, or raise FlowError that says what stands in its way."""
    if isinstance(edit, Replace):
        return edit.text
    file = FlowFile(text, where)
    edit.apply(file)
    return file.text()


def _place_behind(file: FlowFile, after: str | None) -> tuple[int, str]:
    """Return the place in the file, and the question that comes behind it."""
    if after is None:
        return 0, next(iter(file.questions))
    following = file.question(after).get("next", READ_BACK)
    return list(file.questions).index(after) + 1, following


def _unlink(file: FlowFile, name: str) -> None:
    file.redirect(name, file.question(name).get("next", READ_BACK))


def _switch(file: FlowFile, name: str, *, on: bool) -> None:
    """Name an optional question in `also_ask`, or no longer; the others keep their order."""
    named = file.data.get("also_ask")
    if on and not named:
        put(file.data, "also_ask", [name], before=("max_prompts", "questions"))
    elif on and name not in named:
        named.append(name)
    elif not on and name in (named or ()):
        named.remove(name)


def _forget(file: FlowFile, name: str) -> None:
    _switch(file, name, on=False)
    for question in file.questions.values():
        if question.get("instead_of") == name:
            del question["instead_of"]
        _forget_condition(question, name)
    for section in (file.data.get("sections") or {}).values():
        _forget_condition(section, name)


def _forget_condition(question: dict[str, Any], name: str) -> None:
    when = question.get("when") or {}
    for check in [check for check in ("said", "not_said") if check in when]:
        left = [one for one in _several(when[check]) if one != name]
        if len(left) < len(_several(when[check])):
            put(when, check, (left if len(left) > 1 else left[0]) if left else None, before=())
    for check in [check for check in ("is", "is_not") if name in when.get(check, ())]:
        del when[check][name]
        if not when[check]:
            del when[check]
    if "when" in question and not when:
        del question["when"]


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]
