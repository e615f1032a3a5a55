"""What changed from one version of a flow to the next, question by question and language by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.flow.model import Condition, Flow, Option, Question, Texts

# What of a question is no text, each as people read it in a flow file.
_SETTINGS = ("expect", "fills", "core", "next", "when", "repeat", "unclear", "instead_of")


@dataclass(frozen=True)
class Change:
    """question: None for what belongs to the whole flow. what: a key of the flow file, or added, removed, moved.

    before, after: as it reads in the file; None where there was nothing.
    """

    question: str | None
    what: str
    before: str | None = None
    after: str | None = None
    language: str | None = None

    def __str__(self) -> str:
        where = f"{self.question}: " if self.question else ""
        language = f" ({self.language})" if self.language else ""
        if self.before is None and self.after is None:
            return f"{where}{self.what}"
        return f"{where}{self.what}{language}: {_said(self.before)} -> {_said(self.after)}"


def changes(before: Flow, after: Flow) -> tuple[Change, ...]:
    """Return every change, those of the whole flow first, then question by question in the order of the newer flow."""
    return (*_of_flow(before, after), *_of_questions(before, after))


def _said(value: str | None) -> str:
    return "nothing" if value is None else value


def _of_flow(before: Flow, after: Flow) -> Iterator[Change]:
    yield from _texts(None, "title", before.title, after.title)
    yield from _differ(None, "speaker", before.speaker.value, after.speaker.value)
    yield from _differ(None, "also_ask", ", ".join(before.also_ask), ", ".join(after.also_ask))
    yield from _differ(None, "max_prompts", str(before.max_prompts), str(after.max_prompts))


def _of_questions(before: Flow, after: Flow) -> Iterator[Change]:
    moved = _moved(list(before.questions), list(after.questions))
    for step, question in after.questions.items():
        if step not in before.questions:
            yield Change(step, "added", None, question.ask["en"], "en")
            continue
        if step in moved:
            yield Change(step, "moved")
        yield from _of_question(before.questions[step], question)
    for step, question in before.questions.items():
        if step not in after.questions:
            yield Change(step, "removed", question.ask["en"], None, "en")


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Return the questions that stand elsewhere among those of both versions: the fewest that explain the new order."""
    ours = [step for step in before if step in after]
    theirs = [step for step in after if step in before]
    kept = {
        step
        for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
        for step in ours[block.a : block.a + block.size]
    }
    return set(ours) - kept


def _of_question(before: Question, after: Question) -> Iterator[Change]:
    for form in ("ask", "short", "prompt"):
        yield from _texts(after.id, form, _own(before, form), _own(after, form))
    ours, theirs = _settings(before), _settings(after)
    for key in _SETTINGS:
        yield from _differ(after.id, key, ours[key], theirs[key])
    yield from _options(before, after)


def _own(question: Question, form: str) -> Texts:
    """Return the texts of a form, none where the short wording is only the question itself."""
    texts: Texts = getattr(question, form)
    return {} if form == "short" and texts == question.ask else texts


def _settings(question: Question) -> Mapping[str, str | None]:
    return {
        "expect": question.kind.value,
        "fills": question.fills,
        "core": "true" if question.core else "false",
        "next": question.next or "read_back",
        "when": "; ".join(map(_condition, question.when)) or None,
        "repeat": str(question.repeat),
        "unclear": f"{question.unclear.tries} tries, then {question.unclear.next or question.next or 'read_back'}",
        "instead_of": question.instead_of,
    }


def _condition(condition: Condition) -> str:
    return " ".join(str(part) for part in (condition.check, condition.question, condition.value) if part is not None)


def _options(before: Question, after: Question) -> Iterator[Change]:
    ours = {option.id: option for option in before.options}
    theirs = {option.id: option for option in after.options}
    for name in dict.fromkeys((*ours, *theirs)):
        for language in ("en", "es"):
            yield from _differ(
                after.id,
                f"option {name}",
                _label(ours.get(name), language),
                _label(theirs.get(name), language),
                language,
            )


def _label(option: Option | None, language: str) -> str | None:
    if option is None:
        return None
    also = option.words.get(language, ())
    goes = f", then {option.next}" if option.next else ""
    return option.label[language] + (f" ({', '.join(also)})" if also else "") + goes


def _texts(question: str | None, what: str, before: Texts, after: Texts) -> Iterator[Change]:
    for language in dict.fromkeys((*before, *after)):
        yield from _differ(question, what, before.get(language), after.get(language), language)


def _differ(
    question: str | None, what: str, before: str | None, after: str | None, language: str | None = None
) -> Iterator[Change]:
    if before != after:
        yield Change(question, what, before, after, language)
