"""From a visit to its summary, every line traced to the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime

from bot.agenda.model import AFTER, Agenda, Quote
from bot.agenda.summary import Line, SafetyNote, check_traceable, summary_lines
from bot.flow.model import Flow, QuestionKind
from bot.locales import label
from bot.ports import UnitOfWork
from bot.records import Alert, Visit
from bot.safety import Tier
from bot.services.summary_frame import footer, heading, note
from bot.services.summary_shape import Replaced, Summary, SummaryLine, identifier_of
from bot.services.summary_talk import NothingToSend, Talk, read
from bot.services.summary_text import as_text

__all__ = ["NothingToSend", "Replaced", "Summary", "SummaryLine", "summary_of"]

STAFF_LANGUAGE = "en"


async def summary_of(
    visit: Visit,
    uow: UnitOfWork,
    now: datetime,
    *,
    version: int,
    replaces: Replaced | None = None,
    language: str = STAFF_LANGUAGE,
) -> Summary:
    """Return what would leave now. Raises UntraceableLine when a line rests on nothing the patient said."""
    talk = await read(visit, uow, language)
    lines = _lines(talk)
    texts = {message.id: message.text for message in talk.messages}
    check_traceable(lines, texts.get)
    written = tuple(_written(line, talk) for line in lines)
    below = tuple(footer(talk, written, version, replaces))
    return Summary(
        identifier=identifier_of(visit.id, version),
        version=version,
        clinic_id=str(talk.clinic.id),
        clinic=talk.clinic_name,
        visit_id=visit.visit_id,
        starts_at=visit.starts_at,
        time_zone=visit.time_zone,
        patient_name=talk.details.patient_name,
        birth_date=talk.details.birth_date,
        language=visit.language,
        made_at=now,
        signed_off_at=talk.agenda.signed_off_at,
        source=talk.source,
        lines=written,
        text=as_text(heading(talk), written, below, language),
        footer=below,
        staff_language=language,
        clinician=talk.details.clinician,
        patient_id=talk.details.patient_id,
        identifier_system=talk.details.identifier_system,
        identifier_value=talk.details.identifier_value,
        replaces=replaces,
    )


def _lines(talk: Talk) -> tuple[Line, ...]:
    session = talk.session
    asked = {*session.path, session.question} - {None} if session else set()
    return summary_lines(
        talk.agenda,
        safety=[note for alert in talk.alerts for note in _safety(alert, talk)],
        questions=_questions(talk.flow, talk.agenda) if talk.flow else None,
        asked=[question for question in asked if question],
    )


def _safety(alert: Alert, talk: Talk) -> Iterator[SafetyNote]:
    """Yield the danger sign of an alert that was raised; a mere note (T3) is a label of the item, not an alarm."""
    message = next((message for message in talk.messages if message.id == alert.message_id), None)
    if message is None or not Tier(alert.tier).alarms:
        return
    words = (message.text or "")[alert.start : alert.end]
    quote = Quote(message.id, alert.start, alert.end, words)
    yield SafetyNote(alert.tier, alert.kind, (quote,), alert.acknowledged_by)


def _questions(flow: Flow, agenda: Agenda) -> dict[str, str]:
    """Return what the flow asks once and by itself.

    An invitation to add more, to rank, or to say more of each topic is no gap when left open.
    A field that another answer filled is no gap either.
    """
    optional = (QuestionKind.SOMETHING_ELSE, QuestionKind.RANKING)
    filled = {answer.fills for answer in agenda.answers if answer.value != "dont_know"}
    filled |= {"items"} if agenda.current else set()
    return {
        question.id: question.fills
        for question in flow.questions.values()
        if question.fills and question.kind not in optional and not question.each
        if not question.fills.startswith(AFTER)
        if question.core or question.id in flow.also_ask
        if question.fills not in filled
    }


def _written(line: Line, talk: Talk) -> SummaryLine:
    quotes = tuple(asdict(quote) for quote in line.quotes)
    missing = line.kind.startswith("missing.")
    text = label(f"summary.{line.text}", language=talk.language) if missing else line.text
    title = label(line.label_key, language=talk.language)
    return SummaryLine(line.kind, title, text, line.source, quotes, note(line, talk))
