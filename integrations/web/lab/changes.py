"""What changed in a flow, as the page tells it to who knows no file. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.flow.diff import Change, changes
from bot.flow.model import Flow
from bot.flow.parse import READ_BACK
from integrations.web.lab import labels

_PARTS = {
    "added": "is new",
    "removed": "is taken out",
    "moved": "is in another place",
    "title": "Title",
    "ask": "The question",
    "short": "Shorter",
    "web": "In the web chat",
    "prompt": "The nudge",
    "expect": "Kind of answer",
    "fills": "Where the answer goes",
    "next": "What comes next",
    "core": "Asked of everybody",
    "each": "About each topic",
    "repeat": "How often at most",
    "section": "Section",
    "sections": "Section",
    "when": "When it is asked",
    "unclear": "After an answer that says nothing",
    "options": "Choice",
    "also": "also said as",
    "hand_over": "A person calls after",
    "instead_of": "Takes the place of",
    "also_ask": "Switched on",
    "max_prompts": "Questions at most",
    "speaker": "Who answers",
    "after_visit": "After the visit begins with",
}
_CONDITIONS = {
    "said": "this was answered",
    "not_said": "this was not answered",
    "is": "the answer to this is",
    "is_not": "the answer to this is not",
}


@dataclass(frozen=True)
class Told:
    """title: the question in its own words, "" for the whole flow. before, after: None where there was nothing."""

    title: str
    what: str
    before: str | None
    after: str | None
    language: str | None


def told(before: Flow, after: Flow) -> tuple[Told, ...]:
    """Return every change as it is told, those of the tests last and each test once."""
    asked = {name: one.short["en"] for flow in (before, after) for name, one in flow.questions.items()}
    found = [change for change in changes(before, after) if not change.what.startswith("tests ")]
    return (*(_told(change, asked) for change in found), *_tests(before, after))


def _tests(before: Flow, after: Flow) -> Iterator[Told]:
    ours, theirs = ({test.name: test for test in flow.tests} for flow in (before, after))
    for name in dict.fromkeys((*ours, *theirs)):
        if ours.get(name) != theirs.get(name):
            how = "is new" if name not in ours else "is changed" if name in theirs else "is taken out"
            yield Told("Tests", f"{name.replace('_', ' ')} {how}", None, None, None)


def _told(change: Change, asked: Mapping[str, str]) -> Told:
    path = change.what.split()
    title = asked.get(change.question or "", change.question or "")
    before, after = (None if one is None else _value(path, one, asked) for one in (change.before, change.after))
    return Told(title, ", ".join(_words(path, asked)), before, after, change.language)


def _words(path: Sequence[str], asked: Mapping[str, str]) -> Iterator[str]:
    """Yield the keys down to a change, each in the words of the page; a name stays as it is."""
    for at, key in enumerate(path):
        if at and path[0] == "when":
            yield _CONDITIONS.get(key) or (f"“{asked[key]}”" if key in asked else key.replace("_", " "))
        else:
            yield _PARTS.get(key, key.replace("_", " "))


def _value(path: Sequence[str], value: str, asked: Mapping[str, str]) -> str:
    match path[-1]:
        case "expect" | "fills":
            return labels.field_value(path[-1], value)
        case "next" | "instead_of" | "after_visit" | "said" | "not_said":
            return "The end" if value == READ_BACK else "; ".join(asked.get(one, one) for one in value.split(", "))
        case "core" | "each":
            return {"False": "no", "True": "yes", "topic": "yes"}.get(value, value)
    return value
