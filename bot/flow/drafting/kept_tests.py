"""The edits of the tests that a flow carries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.flow.document import FlowError
from bot.flow.drafting.file import FlowFile, as_map


@dataclass(frozen=True)
class KeepTest:
    """Keep a conversation as a test of the flow, in the place of one of the same name. test: as the file holds it."""

    name: str
    test: Mapping[str, Any]

    def apply(self, file: FlowFile) -> None:
        tests = file.data.get("tests") or as_map({})
        tests[self.name] = as_map(self.test)
        file.data["tests"] = tests


@dataclass(frozen=True)
class DropTest:
    name: str

    def apply(self, file: FlowFile) -> None:
        tests = file.data.get("tests") or {}
        if self.name not in tests:
            raise FlowError(f"{file.where} has no test {self.name!r}. Tests: {', '.join(tests) or 'none'}.")
        del tests[self.name]
        if not tests:
            del file.data["tests"]
