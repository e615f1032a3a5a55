"""The summary's lines in their one-glance order, each with the words it rests on; and the check that it rests on them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.agenda.model import Agenda, Answer, Item, Quote, Source, joined
from bot.agenda.topical import topic_of
from bot.agenda.uncovered import also_said
from bot.errors import PrevisitError

STAFF = "staff"  # the source of a line that Previsit or the team worded

# Answers in the order a team reads them (product.md 4, lines 4 to 6).
_ORDER = (
    "items.worry",
    "what_matters.goal",
    "hoped_outcome",
    "questions",
    "interval_history",
    "impact",
    "child_voice",
    "strengths",
    "about_me",
    "patient_expertise.works",
    "patient_expertise.tried",
    "commitments.patient",
    "commitments.asked_of_team",
    "participation.preference",
    "access_needs",
    "visit_support",
    "treatment_burden",
    "teen.private_time",
    "participation.early",
    "notes",
)


@dataclass(frozen=True)
class SafetyNote:
    """A danger sign that an alert was raised for."""

    tier: str
    kind: str
    quotes: tuple[Quote, ...]
    acknowledged_by: str | None = None


@dataclass(frozen=True)
class Line:
    """One line: a heading of ours and words of the patient's, never mixed."""

    kind: str
    label_key: str  # of bot/locales/labels.yml
    text: str  # the patient's words as quoted, or the team's own text
    quotes: tuple[Quote, ...] = ()
    source: str = Source.PATIENT.value  # of Source, or STAFF
    value: str | None = None  # of a typed answer: option id, yes, no, not_now, ISO date


class UntraceableLine(PrevisitError):
    """A summary has a line that rests on no words of the patient's."""

    def __init__(self, line: Line, problem: str) -> None:
        super().__init__(
            f"The summary's line {line.kind!r} ({line.label_key}) {problem}. It is not sent; rebuild the summary."
        )


def summary_lines(
    agenda: Agenda,
    *,
    safety: Iterable[SafetyNote] = (),
    questions: Mapping[str, str] | None = None,
    asked: Collection[str] = (),
) -> tuple[Line, ...]:
    """Return every line, worst first, then the patient's order; nothing is dropped.

    questions: question id to the field it fills, for what the patient could be asked; asked: those that were.
    With them, what has no answer is shown as skipped, without answer or not asked, which are three different things.
    """
    return (
        *_safety(safety),
        *_items(agenda.current),
        *_topics(agenda),
        *_answers(agenda),
        *_commitments(agenda),
        *_beside(agenda),
        *_requests(agenda),
        *_missing(agenda, questions or {}, asked),
        *_marks(agenda),
    )


def check_traceable(lines: Iterable[Line], text_of: Callable[[int], str | None]) -> None:
    """Raise UntraceableLine unless each patient line's words stand in the messages it names.

    text_of: a message's text as stored; None when it was erased, whose words must then be gone here as well.
    """
    for line in lines:
        if line.source in (STAFF, Source.TEAM.value):
            continue
        if not line.quotes:
            raise UntraceableLine(line, "names no message")
        if line.text != joined(line.quotes):
            raise UntraceableLine(line, "says other words than it quotes")
        for quote in line.quotes:
            if quote.words != (text_of(quote.message_id) or "")[quote.start : quote.end]:
                raise UntraceableLine(line, f"quotes words that message {quote.message_id} does not have there")


def _safety(notes: Iterable[SafetyNote]) -> Iterator[Line]:
    return (Line(f"safety.{note.tier}", "summary.safety", joined(note.quotes), note.quotes) for note in notes)


def _items(items: tuple[Item, ...]) -> Iterator[Line]:
    for place, item in enumerate(items):
        kind = "also" if place else "wants_first"
        yield Line(kind, f"summary.{kind}", item.words, item.quotes, item.source.value)


def _topics(agenda: Agenda) -> Iterator[Line]:
    return (Line("team_topic", "summary.team_topic", item.words, (), Source.TEAM.value) for item in agenda.topics)


def _answers(agenda: Agenda) -> Iterator[Line]:
    for field in _ORDER:
        for answer in agenda.filled(field):
            topic = topic_of(answer.question, agenda)
            if answer.value != "dont_know" and (topic is None or topic.active):
                quotes = (*topic.quotes, *answer.quotes) if topic else answer.quotes
                yield Line(field, f"summary.{field}", joined(quotes), quotes, _by(agenda), answer.value)


def _by(agenda: Agenda) -> str:
    """Who answered: the source of the items, which the answers share."""
    sources = [item.source.value for item in agenda.items if item.source is not Source.TEAM]
    return sources[-1] if sources else Source.PATIENT.value


def _commitments(agenda: Agenda) -> Iterator[Line]:
    """The team's own; the patient's are answers and stand above."""
    for made in agenda.commitments:
        if made.who == "team" and not made.withdrawn:
            yield Line("commitments.team", "summary.commitments.team", made.words, (), STAFF)


def _beside(agenda: Agenda) -> Iterator[Line]:
    for answer in agenda.answers:
        quotes = also_said(agenda, answer.question)
        if quotes:
            yield Line("also_said", "summary.also_said", joined(quotes), quotes, _by(agenda))


def _requests(agenda: Agenda) -> Iterator[Line]:
    for request in agenda.requests:
        by = _by(agenda) if request.quotes else STAFF
        yield Line(f"request.{request.kind}", "summary.request", request.words, request.quotes, by)


def _missing(agenda: Agenda, questions: Mapping[str, str], asked: Collection[str]) -> Iterator[Line]:
    for question, field in questions.items():
        why = _why(agenda.answer(question), question in agenda.skipped, question in asked)
        if why:
            yield Line(f"missing.{field}", f"summary.{field}", why, (), STAFF)


def _why(answer: Answer | None, skipped: bool, asked: bool) -> str | None:
    if answer is not None:
        return "no_answer" if answer.value == "dont_know" else None
    if skipped:
        return "skipped"
    return "no_answer" if asked else "not_asked"


def _marks(agenda: Agenda) -> Iterator[Line]:
    if agenda.changed_after_sending:
        yield Line("changed", "summary.changed", "", (), STAFF)
    said = agenda.current or agenda.answers
    if said and agenda.confirmed_at is None:
        yield Line("not_confirmed", "summary.not_confirmed", "", (), STAFF)
