"""Lines of JSON that other programs hand in, on standard input."""

from __future__ import annotations

import json
from io import TextIOWrapper
from typing import Any, TextIO

from bot.errors import PrevisitError


class BadLine(PrevisitError):
    """A line of the input cannot be read."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"Line {number} of the input {why}.")


def decoded(lines: TextIO, errors: str = "surrogateescape") -> TextIO:
    """Let a byte that is no UTF-8 through as far as the line it is in, which can then be named."""
    if isinstance(lines, TextIOWrapper):
        lines.reconfigure(encoding="utf-8", errors=errors)
    return lines


def read_line(line: str, number: int, *needed: str) -> dict[str, Any]:
    """Return the object of one line, which has a text and everything needed, or raise BadLine."""
    if not _is_utf8(line):
        raise BadLine(number, "is not UTF-8")
    try:
        said = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLine(number, f"is no JSON (column {error.colno})") from None
    except RecursionError:
        raise BadLine(number, "is nested too deeply") from None
    if not isinstance(said, dict) or not isinstance(said.get("text"), str) or not said.keys() >= {*needed}:
        raise BadLine(number, f"is no JSON object with {' and '.join((*needed, 'text'))}")
    if not _is_utf8(said["text"]):
        raise BadLine(number, "holds half a character in its text (a surrogate without its other half)")
    return said


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
