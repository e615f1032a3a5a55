"""Conversations as files: what comes before, several wordings of one situation, and what a patient and staff must notice.

```yaml
row: 8                      # of the forty situations
title: Stop, in the words people use
cases:
  - language: en
    flow: adult_follow_up   # the default
    before: ["yes", "my knee hurts"]     # texts that bring the conversation there, a turn each
    wordings: ["STOP", ["opt", "out"]]   # each is tried in a conversation of its own; a list arrives within one turn
    media: 0                             # pictures that come with it
    after: []                            # texts sent afterwards, a turn each
    expect:                              # see `Expected`; what is not named is not looked at
      says: [opted_out]
```
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Expected:
    """What must be so after the wording (and what follows it)."""

    says: tuple[str, ...] = ()  # keys of the message catalogue: the replies hold each of these texts
    never_says: tuple[str, ...] = ()
    replies: int | None = None  # how many texts went out for the wording
    says_nothing_like: tuple[str, ...] = ()  # words that no reply to it may hold
    question: str | None = None  # kind of question that is open then
    stage: str | None = None
    language: str | None = None
    items: tuple[str, ...] | None = None  # words of the patient's current items, in their order
    some_items: tuple[str, ...] = ()  # words that some current item holds
    item_count: int | None = None
    answers: dict[str, str] = field(default_factory=dict)  # question -> words that its answer holds
    skipped: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()  # kinds of staff request
    tasks: tuple[str, ...] = ()  # kinds of staff task that are open
    tier: str | None = None  # worst alert: T1, T1-C, T2, T3, none
    opted_out: bool | None = None
    state: str | None = None  # of the visit


@dataclass(frozen=True)
class Case:
    """One wording of one situation."""

    row: int
    title: str
    language: str
    flow: str
    before: tuple[str, ...]
    wording: tuple[str, ...]
    media: int
    after: tuple[str, ...]
    expect: Expected

    @property
    def name(self) -> str:
        return f"{self.row:02}-{self.language}-{' + '.join(self.wording)[:50]}"


def cases(folder: Path) -> Iterator[Case]:
    """Read every transcript of a folder."""
    for path in sorted(folder.glob("*.yml")):
        document = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
        for case in document["cases"]:
            for wording in case["wordings"]:
                yield _case(document, case, wording)


def _case(document: dict[str, Any], case: dict[str, Any], wording: str | list[str]) -> Case:
    expect = {key: tuple(value) if isinstance(value, list) else value for key, value in case["expect"].items()}
    return Case(
        row=document["row"],
        title=document["title"],
        language=case["language"],
        flow=case.get("flow", "adult_follow_up"),
        before=tuple(case.get("before", ())),
        wording=(wording,) if isinstance(wording, str) else tuple(wording),
        media=case.get("media", 0),
        after=tuple(case.get("after", ())),
        expect=Expected(**expect),
    )
