"""A flow file that is changed in place: comments, order and layout stay as their author left them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from bot.flow.document import Document, FlowError, read_document

_WIDEST = 1000  # characters: no text is folded


class FlowFile:
    """text: YAML that holds a mapping; anything else raises FlowError with its line."""

    def __init__(self, text: str, where: str) -> None:
        document = read_document(text, where)
        if not isinstance(document.data, dict) or not isinstance(document.data.get("questions"), dict):
            raise FlowError(f"{where}: a flow has a list of `questions`, and this has none.")
        self.where = where
        self._above, rest = _taken_out(text, document)
        self.data: CommentedMap = _yaml().load(rest)

    @property
    def questions(self) -> CommentedMap:
        questions: CommentedMap = self.data["questions"]
        return questions

    def question(self, name: str) -> CommentedMap:
        if name not in self.questions:
            raise FlowError(f"{self.where} has no question {name!r}. Questions: {', '.join(self.questions)}.")
        question: CommentedMap = self.questions[name]
        return question

    def leads_to(self, name: str) -> Iterator[CommentedMap]:
        """Yield what names this question as its `next`: questions, choices, and what follows unclear answers."""
        for question in self.questions.values():
            for holder in (question, question.get("unclear"), *(question.get("options") or {}).values()):
                if isinstance(holder, CommentedMap) and holder.get("next") == name:
                    yield holder

    def text(self) -> str:
        out = StringIO()
        _yaml().dump(self.data, out)
        return _put_back(out.getvalue(), self._above, self.where)


# ruamel keeps a comment with what stands before it, so taking a question out would take the next one's comment along.


def _taken_out(text: str, document: Document) -> tuple[dict[str, list[str]], str]:
    """Return the comments right above each question, and the text without them."""
    lines, above = text.splitlines(keepends=True), dict[str, list[str]]()
    for name in document.data["questions"]:
        place = document.place(("questions", name))
        first = place.line - 1
        while first > 0 and _is_comment(lines[first - 1], place.column - 1):
            first -= 1
        above[name] = lines[first : place.line - 1]
        lines[first : place.line - 1] = [""] * len(above[name])
    return above, "".join(lines)


def _put_back(text: str, above: Mapping[str, list[str]], where: str) -> str:
    lines, document = text.splitlines(keepends=True), read_document(text, where)
    for name in reversed(list(document.data["questions"])):
        at = document.place(("questions", name)).line - 1
        lines[at:at] = above.get(name, [])
    return "".join(lines)


def _is_comment(line: str, indent: int) -> bool:
    """Whether a line is a comment that stands no deeper than a key; deeper, it may be a part of a text."""
    bare = line.lstrip(" ")
    return bare.startswith("#") and len(line) - len(bare) <= indent


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = _WIDEST  # type: ignore[assignment]
    yaml.preserve_quotes = True  # type: ignore[assignment]
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def as_map(values: Mapping[str, Any]) -> CommentedMap:
    """Return plain values as ruamel holds them, so that they are written like the rest of the file."""
    return CommentedMap({key: as_map(value) if isinstance(value, Mapping) else value for key, value in values.items()})
