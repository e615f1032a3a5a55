"""A flow file that is changed in place: comments, order and layout stay as their author left them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from bot.flow.document import FlowError, read_document
from bot.flow.drafting.comments import lifted, put_above
from bot.flow.parse import READ_BACK

_WIDEST = 1000  # characters: no text is folded


class FlowFile:
    """text: YAML that holds a mapping; anything else raises FlowError with its line."""

    def __init__(self, text: str, where: str) -> None:
        document = read_document(text, where)
        if not isinstance(document.data, dict) or not isinstance(document.data.get("questions"), dict):
            raise FlowError(f"{where}: a flow has a list of `questions`, and this has none.")
        self.where = where
        self._said = lifted(document, text)
        self.data: CommentedMap = _yaml().load(self._said.text)
        for path, comment in self._said.above.items():
            put_above(self.data, path, comment)

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

    def redirect(self, name: str, following: str) -> None:
        """Let whatever leads to a question lead to another, or to the end."""
        ends = following == READ_BACK
        for holder in list(self.leads_to(name)):
            is_unclear = "ask" not in holder and "en" not in holder
            put(holder, "next", None if ends and is_unclear else following, before=())
        if self.data.get("after_visit") == name:
            put(self.data, "after_visit", None if ends else following, before=())

    def text(self) -> str:
        out = StringIO()
        _yaml().dump(self.data, out)
        return f"{self._said.head}{out.getvalue()}{self._said.foot}"


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = _WIDEST  # type: ignore[assignment]
    yaml.preserve_quotes = True  # type: ignore[assignment]
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def as_map(values: Mapping[str, Any]) -> CommentedMap:
    """Return plain values as ruamel holds them, so that they are written like the rest of the file."""
    return CommentedMap({key: as_map(value) if isinstance(value, Mapping) else value for key, value in values.items()})


def put(holder: Any, key: str, value: Any, *, before: tuple[str, ...]) -> None:
    """Set an entry, or take it out for None; a new one stands before the first of these."""
    if value is None:
        holder.pop(key, None)
        return
    if isinstance(value, Mapping) and isinstance(holder.get(key), CommentedMap):
        _lay_over(holder[key], value)
        return
    shown = as_map(value) if isinstance(value, Mapping) else value
    if key in holder:
        holder[key] = shown
        return
    keys = list(holder)
    place = next((keys.index(other) for other in before if other in holder), len(keys))
    holder.insert(place, key, shown)


def _lay_over(held: CommentedMap, values: Mapping[str, Any]) -> None:
    """Have a map say this, in this order; an entry that stays keeps its comments."""
    for key in [key for key in held if key not in values]:
        del held[key]
    for key, value in list(values.items()):  # which may be the map itself
        put(held, key, value, before=())
        held.move_to_end(key)
