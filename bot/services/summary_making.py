"""From a visit to its summary: the lines, what the patient could have been asked, who answered and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.agenda.model import Agenda, Quote, Source
from bot.agenda.summary import Line, SafetyNote, check_traceable, summary_lines
from bot.errors import PrevisitError
from bot.flow.advance import progress
from bot.flow.model import Flow, QuestionKind, Session
from bot.locales import label
from bot.ports import UnitOfWork
from bot.records import Alert, Clinic, Conversation, Message, Visit, VisitDetails
from bot.safety import Tier
from bot.services.summary import Replaced, Summary, SummaryLine, identifier_of
from bot.services.summary_text import as_text, phrase
from bot.services.wording import day, hour

STAFF_LANGUAGE = "en"


class NothingToSend(PrevisitError):
    """A visit has no summary any more."""

    def __init__(self, visit_id: str) -> None:
        super().__init__(f"Visit {visit_id} was erased, so there is no summary of it.")


@dataclass(frozen=True)
class _Talk:
    """All that a summary is made of."""

    visit: Visit
    details: VisitDetails
    clinic: Clinic
    agenda: Agenda
    messages: Sequence[Message]
    alerts: Sequence[Alert]
    conversation: Conversation | None
    flow: Flow | None
    language: str  # of the staff

    @property
    def session(self) -> Session | None:
        return self.conversation.session if self.conversation else None


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
    talk = await _read(visit, uow, language)
    lines = _lines(talk)
    texts = {message.id: message.text for message in talk.messages}
    check_traceable(lines, texts.get)
    written = tuple(_written(line, talk) for line in lines)
    return Summary(
        identifier=identifier_of(visit.id, version),
        version=version,
        clinic_id=str(talk.clinic.id),
        clinic=talk.clinic.settings.display_name or talk.clinic.name,
        visit_id=visit.visit_id,
        starts_at=visit.starts_at,
        time_zone=visit.time_zone,
        patient_name=talk.details.patient_name,
        birth_date=talk.details.birth_date,
        language=visit.language,
        made_at=now,
        signed_off_at=talk.agenda.signed_off_at,
        source=_source(talk),
        lines=written,
        text=as_text(_heading(talk), written, list(_footer(talk, written, version, replaces)), language),
        clinician=talk.details.clinician,
        patient_id=talk.details.patient_id,
        identifier_system=talk.details.identifier_system,
        identifier_value=talk.details.identifier_value,
        replaces=replaces,
    )


async def _read(visit: Visit, uow: UnitOfWork, language: str) -> _Talk:
    if visit.details is None:
        raise NothingToSend(visit.visit_id)
    conversation = await uow.conversations.of_visit(visit.id)
    return _Talk(
        visit=visit,
        details=visit.details,
        clinic=await uow.clinics.get(visit.clinic_id),
        agenda=await uow.agendas.get(visit.id),
        messages=await uow.messages.of_conversation(conversation.id) if conversation else [],
        alerts=await uow.alerts.of_visit(visit.id),
        conversation=conversation,
        flow=await uow.conversations.flow(conversation.flow_version) if conversation else None,
        language=language,
    )


def _lines(talk: _Talk) -> tuple[Line, ...]:
    session = talk.session
    asked = {*session.path, session.question} - {None} if session else set()
    return summary_lines(
        talk.agenda,
        safety=[note for alert in talk.alerts for note in _safety(alert, talk)],
        questions=_questions(talk.flow) if talk.flow else None,
        asked=[question for question in asked if question],
    )


def _safety(alert: Alert, talk: _Talk) -> Iterator[SafetyNote]:
    """Yield the danger sign of an alert that was raised; a mere note (T3) is a label of the item, not an alarm."""
    message = next((message for message in talk.messages if message.id == alert.message_id), None)
    if message is None or not Tier(alert.tier).alarms:
        return
    words = (message.text or "")[alert.start : alert.end]
    quote = Quote(message.id, alert.start, alert.end, words)
    yield SafetyNote(alert.tier, alert.kind, (quote,), alert.acknowledged_by)


def _questions(flow: Flow) -> dict[str, str]:
    """Return what the flow asks once and by itself: an invitation to add more, or to rank, is no gap when left open."""
    optional = (QuestionKind.SOMETHING_ELSE, QuestionKind.RANKING)
    return {
        question.id: question.fills
        for question in flow.questions.values()
        if question.fills and question.kind not in optional and (question.core or question.id in flow.also_ask)
    }


def _written(line: Line, talk: _Talk) -> SummaryLine:
    quotes = tuple(asdict(quote) for quote in line.quotes)
    missing = line.kind.startswith("missing.")
    text = label(f"summary.{line.text}", language=talk.language) if missing else line.text
    heading = label(line.label_key, language=talk.language)
    return SummaryLine(line.kind, heading, text, line.source, quotes, _note(line, talk))


def _note(line: Line, talk: _Talk) -> str:
    if line.kind.startswith("safety."):
        return _alert_note(line, talk)
    return _meaning(line, talk)


def _alert_note(line: Line, talk: _Talk) -> str:
    """Say the tier, when the words came, and whether a person has taken it up."""
    spans = {(quote.message_id, quote.start, quote.end) for quote in line.quotes}
    alert = next(a for a in talk.alerts if (a.message_id, a.start, a.end) in spans and line.kind.endswith(a.tier))
    who = phrase("acknowledged" if alert.acknowledged_at else "not_acknowledged", talk.language)
    return phrase("alert", talk.language, tier=alert.tier, who=who, **_when(alert.created_at, talk))


def _meaning(line: Line, talk: _Talk) -> str:
    """Say what a bare number or a yes stands for, when the question offered choices."""
    for answer in talk.agenda.filled(line.kind):
        question = talk.flow.questions.get(answer.question) if talk.flow else None
        if answer.quotes == line.quotes and answer.value and question:
            labels = {option.id: option.label[talk.language] for option in question.options}
            meant = labels.get(answer.value, answer.value)
            return "" if meant.casefold() == line.text.strip().casefold() else meant
    return ""


def _heading(talk: _Talk) -> list[str]:
    whose = phrase(
        "whose",
        talk.language,
        name=talk.details.patient_name,
        birth_date=talk.details.birth_date.isoformat(),
        clinic=talk.clinic.settings.display_name or talk.clinic.name,
        **_when(talk.visit.starts_at, talk),
    )
    doctor = talk.details.clinician
    with_whom = [phrase("clinician", talk.language, clinician=doctor)] if doctor else []
    return [phrase("title", talk.language), " ".join([whose, *with_whom])]


def _footer(talk: _Talk, lines: Sequence[SummaryLine], version: int, replaces: Replaced | None) -> Iterator[str]:
    yield _answered(talk)
    if talk.flow and talk.session:
        done, of = progress(talk.flow, talk.session, talk.agenda)
        complete = phrase("complete" if done >= of else "partial", talk.language, done=str(done), of=str(of))
        nothing = label("summary.skipped", language=talk.language)
        skipped = [line.label for line in lines if line.kind.startswith("missing.") and line.text == nothing]
        named = [phrase("skipped", talk.language, labels=", ".join(skipped))] if skipped else []
        yield " ".join([complete, *named])
    if replaces:
        before = replaces.identifier.rpartition("-v")[2]
        yield phrase("version", talk.language, n=str(version), before=before)


def _answered(talk: _Talk) -> str:
    said = [message for message in talk.messages if message.direction == "in"]
    if not said:
        return phrase("nobody_answered", talk.language)
    return phrase(
        "answered",
        talk.language,
        who=phrase(f"by.{_source(talk)}", talk.language),
        channel=phrase(f"channel.{said[-1].channel}", talk.language),
        language=phrase(f"language.{talk.visit.language}", talk.language),
        **_when(said[-1].at, talk),
    )


def _source(talk: _Talk) -> str:
    return (talk.session.source if talk.session else Source.PATIENT).value


def _when(at: datetime, talk: _Talk) -> dict[str, str]:
    zone = talk.visit.time_zone
    return {"day": day(at, zone, talk.language), "hour": hour(at, zone)}
