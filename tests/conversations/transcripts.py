"""Conversations as files: what comes before, several wordings of one situation, and what a patient and staff must notice.

```yaml
row: 8                      # of the forty situations
title: Stop, in the words people use
cases:
  - language: en
    title: the bare word    # what this case adds to the file's title
    flow: adult_follow_up   # the default
    visits: 1               # of this phone; the case is about the first
    before: ["yes", "my knee hurts"]     # steps that bring the conversation there
    wordings: ["STOP", ["opt", "out"]]   # steps, each tried in a conversation of its own
    after: [{wait: {hours: 26}, hears: []}]
    expect: {says: [opted_out]}          # see `Expected`; what is not named is not looked at
```

A step is a text, a list of texts that arrive within one turn, or a mapping:

- `say`: a text or such a list, whose texts may be mappings again; `pictures`: how many come with it;
  `twice`: the webhook comes twice; `as`: a provider id of its own, so that a later step can repeat it
- `wait`: time that passes, such as {hours: 26}
- `staff`: send (the summary is signed off and leaves) or resume
- `hears`: texts that go out then, [] for none; `asks_nothing`: none of them asks a question of the flow
- `expect`, for a wording only: what is expected beside what the case expects
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Text:
    """One message of the patient."""

    words: str
    pictures: int = 0
    twice: bool = False
    sid: str | None = None


@dataclass(frozen=True)
class Step:
    """Something that happens, and what goes out because of it."""

    texts: tuple[Text, ...] = ()
    wait: Mapping[str, float] = field(default_factory=dict)
    staff: str | None = None
    hears: tuple[str, ...] | None = None
    asks_nothing: bool = False

    @property
    def name(self) -> str:
        said = " + ".join(text.words + " (picture)" * bool(text.pictures) for text in self.texts)
        return said or self.staff or f"{dict(self.wait)}"


@dataclass(frozen=True)
class Expected:
    """What must be so: of the replies to the wording, and of everything else once `after` has happened too.

    A text is named by its key in bot/locales, `question:<id>` or `prompt:<id>`. Pieces of words are found in any case
    of letters only where this says so.
    """

    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()
    says_like: tuple[str, ...] = ()  # pieces that the replies hold
    says_nothing_like: tuple[str, ...] = ()  # pieces, in any case of letters, that no reply holds
    repeats: tuple[str, ...] = ()  # words of the patient that the replies hold
    replies: int | None = None  # how many texts went out for the wording
    asks_nothing: bool = False  # no question of the flow among them
    becomes: str | tuple[str, ...] | None = None  # language from the wording on; that of the case where not named

    items: tuple[str, ...] | None = None  # words of the patient's current items, in their order
    items_like: tuple[str, ...] | None = None  # a piece of each current item, in their order
    some_items: tuple[str, ...] = ()  # pieces that some current item holds
    item_count: int | None = None
    withdrawn: tuple[str, ...] = ()  # pieces of what was on the list: taken off, or said anew
    corrected: tuple[str, ...] = ()  # pieces of what some current item said before
    answers: Mapping[str, str] = field(default_factory=dict)  # question -> piece of its answer
    not_answered: tuple[str, ...] = ()  # questions without an answer
    values: Mapping[str, str] = field(default_factory=dict)  # question -> value of its typed answer
    skipped: tuple[str, ...] = ()
    commitments: Mapping[str, str] = field(default_factory=dict)  # who -> piece of what is offered or asked
    requests: tuple[str, ...] = ()  # kinds of staff request
    kept: bool = False  # each text of the wording is quoted in the agenda
    source: str | None = None  # of the current items
    erased: tuple[str, ...] = ()  # texts that are gone for good
    confirmed: bool | None = None
    changed: bool | None = None  # after the summary was sent

    question: str | None = None  # kind of question that is open
    asks: str | None = None  # id of the question of the flow that is open
    stage: str | tuple[str, ...] | None = None
    tier: str | tuple[str, ...] | None = None  # worst alert: T1, T1-C, T2, T3, none
    tasks: tuple[str, ...] = ()  # kinds of open staff task
    opted_out: bool | None = None
    wrong_number: bool | None = None
    state: str | None = None  # of the visit


@dataclass(frozen=True)
class Case:
    """One wording of one situation."""

    file: str
    title: str
    language: str
    flow: str
    visits: int
    before: tuple[Step, ...]
    wording: Step
    after: tuple[Step, ...]
    expect: Expected

    @property
    def name(self) -> str:
        return " ".join(f"{self.file}-{self.language}-{self.title}-{self.wording.name}".split())[:110].rstrip()

    @property
    def steps(self) -> tuple[Step, ...]:
        return (*self.before, self.wording, *self.after)


def cases(folder: Path) -> Iterator[Case]:
    """Read every transcript of a folder."""
    for path in sorted(folder.glob("*.yml")):
        document = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
        for case in document["cases"]:
            for wording in case["wordings"]:
                yield _case(path.stem, document, case, wording)


def _case(file: str, document: Mapping[str, Any], case: Mapping[str, Any], wording: Any) -> Case:
    own = wording.get("expect", {}) if isinstance(wording, dict) else {}
    return Case(
        file=file,
        title=case.get("title", document["title"]),
        language=case["language"],
        flow=case.get("flow", "adult_follow_up"),
        visits=case.get("visits", 1),
        before=tuple(_step(step) for step in case.get("before", ())),
        wording=_step(wording),
        after=tuple(_step(step) for step in case.get("after", ())),
        expect=Expected(**{key: _fixed(value) for key, value in {**case["expect"], **own}.items()}),
    )


def _step(step: Any) -> Step:
    if not isinstance(step, dict):
        return Step(texts=_texts(step))
    hears = step.get("hears")
    return Step(
        texts=_texts(step if isinstance(step["say"], str) else step["say"]) if "say" in step else (),
        wait=step.get("wait", {}),
        staff=step.get("staff"),
        hears=None if hears is None else tuple(hears),
        asks_nothing=step.get("asks_nothing", False),
    )


def _texts(said: Any) -> tuple[Text, ...]:
    if isinstance(said, list):
        return tuple(text for one in said for text in _texts(one))
    if isinstance(said, str):
        return (Text(said),)
    return (Text(said["say"], said.get("pictures", 0), said.get("twice", False), said.get("as")),)


def _fixed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
