"""Comments of a flow file, each held by the entry it stands above.

ruamel holds a comment with what stands before it, so that a question taken out took along what is said of the next one.
A comment at the end of a line stays with that line, as ruamel has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import CommentMark
from ruamel.yaml.tokens import (
    CommentToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    StreamStartToken,
    Token,
)

from bot.flow.document import Document, Path

_OPENING, _CLOSING = (FlowMappingStartToken, FlowSequenceStartToken), (FlowMappingEndToken, FlowSequenceEndToken)
_COMMENT = re.compile(r"#.*")
_HEAD, _FOOT = ("", "head"), ("", "foot")  # paths that no entry has


@dataclass(frozen=True)
class Lifted:
    """A text without the lines of comment that stand above an entry. head, foot: what is said of the whole file."""

    text: str
    above: Mapping[Path, str]
    head: str
    foot: str


def lifted(document: Document, text: str) -> Lifted:
    """Take the comments out of a text that was read as this document."""
    text = text.replace("\r\n", "\n").removesuffix("\n") + "\n"
    above: dict[Path, str] = {}
    left, at = "", 0
    for path, begin, end, comment in _comments(text, document):
        above[path] = above.get(path, "") + comment
        left, at = left + text[at:begin], end
    head, foot = above.pop(_HEAD, ""), above.pop(_FOOT, "")
    return Lifted(left + text[at:], above, head, foot)


def put_above(data: CommentedMap, path: Path, comment: str) -> None:
    """Have an entry hold the lines above it: they go where it goes."""
    holder: Any = data
    for step in path[:-1]:
        holder = holder[_key(holder, step)]
    nothing = [None] * (4 if isinstance(holder, CommentedMap) else 2)  # places for comments, as ruamel counts them
    held = holder.ca.items.setdefault(_key(holder, path[-1]), nothing)
    held[1] = [CommentToken(comment, CommentMark(0), None)]


def _comments(text: str, document: Document) -> Iterator[tuple[Path, int, int, str]]:
    """Yield what each comment stands above, where it begins and ends, and its lines."""
    entries: dict[int, Path] = {}
    for path, place in document.places.items():
        entries.setdefault(place.line - 1, path)  # the outermost of a line comes first
    depth = opened = 0
    for before, after in pairwise(YAML(typ="safe", pure=True).scan(text)):
        if isinstance(before, _OPENING) and not depth:
            opened = before.start_mark.line
        depth += isinstance(before, _OPENING) - isinstance(before, _CLOSING)
        if depth:
            yield from _bracketed(text, before, after, entries.get(opened, ()))
            continue
        begin, end = _between(text, before, after)
        first, last = isinstance(before, StreamStartToken), end == len(text)
        path = _HEAD if first else _FOOT if last else entries.get(after.start_mark.line, ())
        if begin < end and path:
            begin = 0 if first else begin
            yield path, begin, end, text[begin:end]


def _bracketed(text: str, before: Token, after: Token, path: Path) -> Iterator[tuple[Path, int, int, str]]:
    """Yield a comment within brackets, whose lines ruamel joins: it goes above the entry that has the brackets."""
    begin, end = before.end_mark.index, after.start_mark.index
    said = _COMMENT.findall(text[begin:end])
    if said and path:
        indent = "  " * (len(path) - 1)
        yield path, begin, end - 1, "".join(f"{indent}{one}\n" for one in said)


def _between(text: str, before: Token, after: Token) -> tuple[int, int]:
    """Return where the lines between two tokens begin, at their first comment, and end; blank lines before it stay."""
    begin, end = before.end_mark.index, text.rfind("\n", 0, after.start_mark.index) + 1
    if before.end_mark.column:
        begin = text.find("\n", begin) + 1
    for line in text[begin:end].splitlines(keepends=True):
        if line.lstrip().startswith("#"):
            return begin, end
        begin += len(line)
    return end, end


def _key(holder: CommentedMap | CommentedSeq, step: str) -> str | int:
    return int(step) if isinstance(holder, CommentedSeq) else step
