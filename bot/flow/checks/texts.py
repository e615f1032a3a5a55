"""The texts of a flow, each with its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.flow.document import Path
from bot.flow.model import Flow, Question, QuestionKind, Texts

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Text:
    """form: ask, short, web, prompt, or label for an option."""

    path: Path
    question: Question
    form: str
    language: str
    words: str


def texts(flow: Flow) -> Iterator[Text]:
    """Yield everything a patient may read of a flow; a short wording that is the full one is left out."""
    for question in flow.questions.values():
        yield from _forms(question)
        for option in question.options:
            path = ("questions", question.id, "options", option.id)
            yield from _of(path, question, "label", option.label)


def asked(flow: Flow) -> Iterator[Text]:
    """Yield what goes out as a text message: the questions, their short wordings and nudges."""
    return (text for text in texts(flow) if text.form not in ("label", "web"))


def worded(flow: Flow) -> Iterator[Text]:
    """Yield what asks something of a patient, wherever it is read: the same and the wordings of the web chat."""
    return (text for text in texts(flow) if text.form != "label")


def holding(some: Iterable[Text], pattern: re.Pattern[str]) -> Iterator[tuple[Text, str]]:
    """Yield the texts that hold what is looked for, each with the first words that do."""
    for text in some:
        found = pattern.search(text.words)
        if found:
            yield text, found.group()


def headings(flow: Flow) -> Iterator[tuple[Path, str]]:
    """Yield what stands above questions, in every language: the title of the flow and those of its sections."""
    for language, words in flow.title.items():
        yield ("title", language), words
    for name, section in flow.sections.items():
        for language, words in section.title.items():
            yield ("sections", name, "title", language), words


def option_names(flow: Flow) -> Iterator[tuple[Path, str]]:
    """Yield every word that a choice can be named by, with the place of the choice."""
    for question in flow.questions.values():
        for option in question.options:
            for name in (*option.label.values(), *(word for said in option.words.values() for word in said)):
                yield ("questions", question.id, "options", option.id), name


def chosen(question: Question) -> frozenset[str]:
    """Return the answers that a patient chooses between, by the names a flow file has for them; none for free words."""
    if question.kind is QuestionKind.YES_NO:
        return frozenset({"yes", "no"})
    return frozenset(option.id for option in question.options)


def _forms(question: Question) -> Iterator[Text]:
    path = ("questions", question.id)
    yield from _of((*path, "ask"), question, "ask", question.ask)
    if question.short != question.ask:
        yield from _of((*path, "short"), question, "short", question.short)
    yield from _of((*path, "web"), question, "web", question.web)
    yield from _of((*path, "prompt"), question, "prompt", question.prompt)


def _of(path: Path, question: Question, form: str, forms: Texts) -> Iterator[Text]:
    return (Text((*path, language), question, form, language, words) for language, words in forms.items())


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text.strip()) if _WORD.search(part)]
