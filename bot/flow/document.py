"""A YAML text as plain values, with the line of every entry, so that an error can name it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from bot.errors import PrevisitError

Path = tuple[str, ...]

_LONGEST = 200_000  # characters; the shipped flows are below 10,000
_INTEGER = "tag:yaml.org,2002:int"
_TAGS = (_INTEGER, *(f"tag:yaml.org,2002:{name}" for name in ("str", "float", "bool", "null")))
_MERGE = "tag:yaml.org,2002:merge"
_DATE = "tag:yaml.org,2002:timestamp"
_LAYOUT = "\n\t"
_LONGEST_NUMBER = 18  # digits
_DEEPEST = 12  # levels; a flow has seven


class FlowError(PrevisitError):
    """A flow file does not say something that a flow can say."""


@dataclass(frozen=True, order=True)
class Place:
    """line, column: from 1, as editors count."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}"


@dataclass(frozen=True)
class Document:
    where: str  # file name, for people
    data: Any
    places: Mapping[Path, Place]  # of each key

    def error(self, path: Path, problem: str) -> FlowError:
        """Return an error that names file, place, step and problem."""
        step = f", step {path[1]!r}" if len(path) > 1 and path[0] == "questions" else ""
        return FlowError(f"{self.where}, {self.place(path)}{step}: {problem}")

    def place(self, path: Path) -> Place:
        """Return where the entry is, or the nearest one around it that is written."""
        return next(self.places[path[:n]] for n in range(len(path), -1, -1) if path[:n] in self.places)


def read_document(text: str, where: str) -> Document:
    """Read YAML 1.2, or raise FlowError with the line it breaks at; a key given twice is an error.

    References (`&` and `*`) are refused: a few lines of them stand for a billion, and one edit would change many places.
    """
    if len(text) > _LONGEST:
        problem = f"here it is longer than the {_LONGEST} characters that a flow may have."
        raise FlowError(f"{where}, {_place_in(text, _LONGEST)}: {problem}")
    yaml = YAML(typ="safe", pure=True)  # not the one in C: it reads YAML 1.1, where `{en: Well?, es: …}` is a mistake
    yaml.Composer = _Composer
    try:
        root = yaml.compose(text)
        data = yaml.constructor.construct_document(root) if root is not None else None
    except MarkedYAMLError as error:
        mark = error.problem_mark
        place = f", {_at(mark)}" if mark else ""
        problem = " ".join(str(error.problem or error.context or "not YAML").split())
        raise FlowError(f"{where}{place}: this is not YAML that can be read: {problem}.") from error
    except ReaderError as error:
        problem = f"this is not YAML that can be read: take out the character U+{error.character:04X} here."
        raise FlowError(f"{where}, {_place_in(text, error.position)}: {problem}") from error
    except (YAMLError, ValueError, OverflowError) as error:
        raise FlowError(
            f"{where}: this is not YAML that can be read: it holds a character that YAML forbids."
        ) from error
    return Document(where, data, dict(_places(root, ())) | {(): Place(1, 1)})


class _Composer(Composer):
    """Refuses what grows or sinks beyond any flow, as soon as it is read."""

    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node:
        event = self.parser.peek_event()
        if isinstance(event, AliasEvent):
            problem = f"a reference (*{event.anchor}) is not read here; write the text out"
            raise ComposerError(None, None, problem, event.start_mark)
        if self.depth > _DEEPEST:
            raise ComposerError(None, None, f"more than {_DEEPEST} levels deep, which no flow is", event.start_mark)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!"):
            raise ComposerError(None, None, "a type (!…) is not read here; write the value alone", event.start_mark)
        self.depth += 1
        node: Node = super().compose_node(parent, index)
        self.depth -= 1
        if isinstance(node, ScalarNode):
            _check(node)
        return node


def _check(node: ScalarNode) -> None:
    """Refuse values that no flow has, at their place."""
    problem = None
    if node.tag == _MERGE:
        problem = "<< takes in another part, which is not read here; write its lines out"
    elif node.tag not in _TAGS:
        what = "a date" if node.tag == _DATE else "something else than a text"
        problem = f"this reads as {what}; put it in quotes if it is a text"
    elif any(
        not (character.isprintable() or character in _LAYOUT) and _is_unheld(character) for character in node.value
    ):
        problem = "a text holds a character that no message can"
    elif node.tag == _INTEGER and len(node.value) > _LONGEST_NUMBER:
        problem = "a number has more digits than any in a flow"
    if problem:
        raise ComposerError(None, None, problem, node.start_mark)


def _is_unheld(character: str) -> bool:
    """Whether it is a control character or half of a pair, which nothing can store or send."""
    return unicodedata.category(character) in ("Cc", "Cs")


def _places(node: Node | None, path: Path) -> Iterator[tuple[Path, Place]]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            yield here, _at(key.start_mark)
            yield from _places(value, here)
    elif isinstance(node, SequenceNode):
        for number, value in enumerate(node.value):
            here = (*path, str(number))
            yield here, _at(value.start_mark)
            yield from _places(value, here)


def _at(mark: Any) -> Place:
    return Place(mark.line + 1, mark.column + 1)


def _place_in(text: str, position: int) -> Place:
    return Place(text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position))
