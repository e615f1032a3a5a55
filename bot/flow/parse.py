"""A flow file becomes a Flow, or an error that a nurse can act on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Any

from bot.agenda.model import FIELDS, Source
from bot.flow.checks.catalogue import STRUCTURE
from bot.flow.document import Document, FlowError, Path, read_document
from bot.flow.model import (
    ABOUT_THE_VISIT,
    ASKED_BY_FLOWS,
    LANGUAGES,
    MAX_PROMPTS,
    MOST_TOPICS,
    TIERS,
    TOPIC,
    Condition,
    Flow,
    Line,
    Option,
    Question,
    QuestionKind,
    Script,
    Section,
    Texts,
    Unclear,
)

READ_BACK = "read_back"  # the word for "the questions end here"

FLOW_KEYS = ("title", "speaker", "also_ask", "max_prompts", "sections", "questions", "after_visit", "tests")
SECTION_KEYS = ("title", "when")
TEST_KEYS = ("language", "age", "visit_type", "team_topics", "topics", "talk")
LINE_KEYS = ("says", "then", "hours", "alert")
QUESTION_KEYS = (
    "ask",
    "short",
    "web",
    "prompt",
    "expect",
    "fills",
    "core",
    "when",
    "options",
    "each",
    "repeat",
    "section",
    "unclear",
    "hand_over",
    "instead_of",
    "next",
)
_NUMBERS_OF_TOPICS = ("items", "team_topics")
SPEAKERS = (Source.PATIENT.value, Source.PROXY.value)
CONDITION_KEYS = ("said", "not_said", "is", "is_not", *_NUMBERS_OF_TOPICS, *ABOUT_THE_VISIT)


def parse_flow(text: str, where: str) -> Flow:
    """Read one flow; its name is the file name in `where` without folder and ending. Raises FlowError."""
    return read_flow(read_document(text, where))


def read_flow(doc: Document) -> Flow:
    """Return the flow that a document says, or raise FlowError for the first thing that keeps it from being walked."""
    flow = shape_of(doc)
    for check in STRUCTURE:
        for found in check.find(flow):
            raise doc.error(found.path, f"{found.problem} {check.fix}")
    return flow


def shape_of(doc: Document) -> Flow:
    """Return the flow as it is written, wherever its steps lead; raise FlowError for what is no flow."""
    _mapping(doc, (), doc.data, FLOW_KEYS)
    questions = _required(doc, (), doc.data, "questions")
    known = _mapping(doc, ("questions",), questions)
    if not known:
        raise doc.error(("questions",), "a flow needs at least one question.")
    return Flow(
        name=doc.where.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0],
        version=_version(doc.data),
        title=_texts(doc, ("title",), _required(doc, (), doc.data, "title")),
        questions={step: _question(doc, step, questions[step], known) for step in known},
        start=known[0],
        also_ask=_also_ask(doc, known),
        max_prompts=_number(doc, ("max_prompts",), doc.data.get("max_prompts", MAX_PROMPTS), at_least=1),
        speaker=Source(_one_of(doc, ("speaker",), doc.data.get("speaker", "patient"), SPEAKERS)),
        sections={name: _section(doc, name, known) for name in _sections(doc)},
        after_visit=_known(doc, ("after_visit",), doc.data["after_visit"], known)
        if "after_visit" in doc.data
        else None,
        tests=tuple(_script(doc, name) for name in _mapping(doc, ("tests",), doc.data.get("tests", {}))),
    )


def _sections(doc: Document) -> tuple[str, ...]:
    return _mapping(doc, ("sections",), doc.data.get("sections", {}))


def _section(doc: Document, name: str, known: Collection[str]) -> Section:
    at, data = ("sections", name), doc.data["sections"][name]
    _mapping(doc, at, data, SECTION_KEYS)
    title = _texts(doc, (*at, "title"), _required(doc, at, data, "title"))
    return Section(name, title, _conditions(doc, (*at, "when"), data.get("when", {}), known))


def _script(doc: Document, name: str) -> Script:
    at, data = ("tests", name), doc.data["tests"][name]
    _mapping(doc, at, data, TEST_KEYS)
    talk = _list(doc, (*at, "talk"), _required(doc, at, data, "talk"))
    language = _one_of(doc, (*at, "language"), _required(doc, at, data, "language"), LANGUAGES)
    topics, age = (
        _number(doc, (*at, key), data[key], at_least=0) if key in data else None for key in ("topics", "age")
    )
    visit_type = _text(doc, (*at, "visit_type"), data["visit_type"]) if "visit_type" in data else None
    lines = tuple(_line(doc, (*at, "talk", str(number)), line) for number, line in enumerate(talk))
    team_topics = _number(doc, (*at, "team_topics"), data.get("team_topics", 0), at_least=0)
    return Script(name, language, lines, topics, age, visit_type, team_topics)


def _line(doc: Document, at: Path, data: Any) -> Line:
    _mapping(doc, at, data, LINE_KEYS)
    return Line(
        says=_text(doc, (*at, "says"), _required(doc, at, data, "says")),
        then=_text(doc, (*at, "then"), _required(doc, at, data, "then")),
        hours=_number(doc, (*at, "hours"), data.get("hours", 0), at_least=0),
        alert=_one_of(doc, (*at, "alert"), data["alert"], TIERS) if "alert" in data else None,
    )


def _version(data: Any) -> str:
    """Comments and layout do not count."""
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=False).encode()).hexdigest()[:12]


def _question(doc: Document, step: str, data: Any, known: Collection[str]) -> Question:
    at = ("questions", step)
    _mapping(doc, at, data, QUESTION_KEYS)
    kind = QuestionKind(_one_of(doc, (*at, "expect"), _required(doc, at, data, "expect"), _values(ASKED_BY_FLOWS)))
    ask = _texts(doc, (*at, "ask"), _required(doc, at, data, "ask"))
    each = "each" in data and _one_of(doc, (*at, "each"), data["each"], (TOPIC,)) == TOPIC
    return Question(
        id=step,
        ask=ask,
        kind=kind,
        fills=_one_of(doc, (*at, "fills"), _required(doc, at, data, "fills"), FIELDS),
        core=_truth(doc, (*at, "core"), data.get("core", True)),
        next=_step(doc, (*at, "next"), _required(doc, at, data, "next"), known),
        when=_conditions(doc, (*at, "when"), data.get("when", {}), known),
        options=_options(doc, at, data.get("options"), kind, known),
        repeat=_number(doc, (*at, "repeat"), data.get("repeat", MOST_TOPICS if each else 1), at_least=1),
        each=each,
        section=_one_of(doc, (*at, "section"), data["section"], _sections(doc)) if "section" in data else None,
        short=_texts(doc, (*at, "short"), data["short"]) if "short" in data else ask,
        web=_texts(doc, (*at, "web"), data["web"]) if "web" in data else {},
        prompt=_texts(doc, (*at, "prompt"), data["prompt"]) if "prompt" in data else {},
        unclear=_unclear(doc, (*at, "unclear"), data.get("unclear", {}), known),
        hand_over=_text(doc, (*at, "hand_over"), data["hand_over"]) if "hand_over" in data else None,
        instead_of=_known(doc, (*at, "instead_of"), data["instead_of"], known) if "instead_of" in data else None,
    )


def _options(doc: Document, at: Path, data: Any, kind: QuestionKind, known: Collection[str]) -> tuple[Option, ...]:
    if (kind is QuestionKind.CHOICE) != (data is not None):
        raise doc.error(at, "`expect: choice` and `options` go together; this step has only one of them.")
    if data is None:
        return ()
    ids = _mapping(doc, (*at, "options"), data)
    if len(ids) < 2:
        raise doc.error((*at, "options"), "a choice needs two options or more.")
    return tuple(_option(doc, (*at, "options", name), name, data[name], known) for name in ids)


def _option(doc: Document, at: Path, name: str, data: Any, known: Collection[str]) -> Option:
    _mapping(doc, at, data, (*LANGUAGES, "also", "next"))
    label = _texts(doc, at, {language: data[language] for language in LANGUAGES if language in data})
    also = data.get("also", {})
    _mapping(doc, (*at, "also"), also, LANGUAGES)
    words = {language: _strings(doc, (*at, "also", language), also[language]) for language in also}
    follows = _known(doc, (*at, "next"), data["next"], (*known, READ_BACK)) if "next" in data else None
    return Option(name, label, words, follows)


def _conditions(doc: Document, at: Path, data: Any, known: Collection[str]) -> tuple[Condition, ...]:
    checks = _mapping(doc, at, data, CONDITION_KEYS)
    return tuple(one for check in checks for one in _condition(doc, (*at, check), check, data[check], known))


def _condition(doc: Document, at: Path, check: str, value: Any, known: Collection[str]) -> Iterable[Condition]:
    if check in _NUMBERS_OF_TOPICS:
        return [Condition(check, value=_number(doc, at, value, at_least=1))]
    if check in ABOUT_THE_VISIT:
        return [Condition(check, value=_about(doc, at, check, value))]
    if check in ("said", "not_said"):
        several = enumerate(value) if isinstance(value, list) else [("", value)]
        return [Condition(check, _known(doc, (*at, f"{n}") if n != "" else at, one, known)) for n, one in several]
    steps = _mapping(doc, at, value)
    return [
        Condition(check, _known(doc, (*at, step), step, known), _text(doc, (*at, step), value[step])) for step in steps
    ]


def _about(doc: Document, at: Path, check: str, value: Any) -> str | int:
    match check:
        case "language":
            return _one_of(doc, at, value, LANGUAGES)
        case "answered_by":
            return _one_of(doc, at, value, SPEAKERS)
        case "visit_type":
            return _text(doc, at, value)
    return _number(doc, at, value, at_least=1)


def _unclear(doc: Document, at: Path, data: Any, known: Collection[str]) -> Unclear:
    _mapping(doc, at, data, ("tries", "next"))
    tries = _number(doc, (*at, "tries"), data.get("tries", 1), at_least=0)
    return Unclear(tries, _known(doc, (*at, "next"), data["next"], known) if "next" in data else None)


def _also_ask(doc: Document, known: Collection[str]) -> tuple[str, ...]:
    steps = _strings(doc, ("also_ask",), doc.data.get("also_ask", []))
    return tuple(_known(doc, ("also_ask", str(number)), step, known) for number, step in enumerate(steps))


def _texts(doc: Document, at: Path, data: Any) -> Texts:
    _mapping(doc, at, data, LANGUAGES)
    missing = [language for language in LANGUAGES if language not in data]
    if missing:
        raise doc.error(
            at, f"the text in {' and '.join(missing)} is missing; every text is needed in {_all(LANGUAGES)}."
        )
    return {language: _text(doc, (*at, language), data[language]) for language in LANGUAGES}


def _text(doc: Document, at: Path, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise doc.error(at, f"`{at[-1]}` needs a text. Put it in quotes if it starts with a sign or is a number.")
    return value


def _strings(doc: Document, at: Path, value: Any) -> tuple[str, ...]:
    return tuple(_text(doc, (*at, str(number)), one) for number, one in enumerate(_list(doc, at, value)))


def _list(doc: Document, at: Path, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise doc.error(at, f"`{at[-1]}` needs a list, such as [one, two].")
    return value


def _number(doc: Document, at: Path, value: Any, *, at_least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < at_least:
        raise doc.error(at, f"`{at[-1]}` needs a whole number, {at_least} or more.")
    return value


def _truth(doc: Document, at: Path, value: Any) -> bool:
    if not isinstance(value, bool):
        raise doc.error(at, f"`{at[-1]}` is true or false.")
    return value


def _step(doc: Document, at: Path, value: Any, known: Collection[str]) -> str | None:
    return None if value == READ_BACK else _known(doc, at, value, (*known, READ_BACK))


def _known(doc: Document, at: Path, value: Any, known: Collection[str]) -> str:
    if isinstance(value, str) and value in known:
        return value
    raise doc.error(
        at, f"goes to {value!r}, which this flow does not define.{_near(value, known)} Steps: {_all(known)}."
    )


def _one_of(doc: Document, at: Path, value: Any, known: Collection[str]) -> str:
    if isinstance(value, str) and value in known:
        return value
    raise doc.error(at, f"`{at[-1]}: {value}` is not known.{_near(value, known)} Known: {_all(known)}.")


def _required(doc: Document, at: Path, data: Any, key: str) -> Any:
    if key not in data:
        raise doc.error(at, f"`{key}` is missing.")
    return data[key]


def _mapping(doc: Document, at: Path, data: Any, known: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the keys, or raise when this is no mapping or has a key that is not known."""
    if not isinstance(data, dict):
        raise doc.error(at, "here a list of `name: value` lines is needed.")
    for key in data:
        if not isinstance(key, str):
            raise doc.error((*at, str(key)), f"the name {key!r} needs quotes.")
        if known is not None and key not in known:
            raise doc.error((*at, key), f"`{key}` is not known here.{_near(key, known)} Known: {_all(known)}.")
    return tuple(data)


def _near(value: Any, known: Collection[str]) -> str:
    near = get_close_matches(str(value), known, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _all(names: Collection[str]) -> str:
    return ", ".join(names)


def _values(kinds: Iterable[QuestionKind]) -> tuple[str, ...]:
    return tuple(kind.value for kind in kinds)


__all__ = ["READ_BACK", "FlowError", "parse_flow"]
