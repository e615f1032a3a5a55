"""What stands around the patient's words in a summary: whose they are, what they mean beside a choice, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.agenda.summary import Line
from bot.flow.course import dealt_with
from bot.flow.model import new_session
from bot.locales import label
from bot.services.summary_shape import Replaced, SummaryLine
from bot.services.summary_talk import Talk
from bot.services.summary_text import phrase


def note(line: Line, talk: Talk) -> str:
    if line.kind.startswith("safety."):
        return _alert_note(line, talk)
    return _meaning(line, talk)


def _alert_note(line: Line, talk: Talk) -> str:
    """Say the tier, when the words came, and whether a person has taken it up."""
    spans = {(quote.message_id, quote.start, quote.end) for quote in line.quotes}
    alert = next(a for a in talk.alerts if (a.message_id, a.start, a.end) in spans and line.kind.endswith(a.tier))
    who = phrase("acknowledged" if alert.acknowledged_at else "not_acknowledged", talk.language)
    return phrase("alert", talk.language, tier=alert.tier, who=who, **talk.when(alert.created_at))


def _meaning(line: Line, talk: Talk) -> str:
    """Say what a bare number or a yes stands for, when the question offered choices."""
    for answer in talk.agenda.filled(line.kind):
        question = talk.flow.question(answer.question) if talk.flow else None
        if answer.quotes == line.quotes[-len(answer.quotes) :] and answer.value and question:
            labels = {option.id: option.label[talk.language] for option in question.options}
            meant = labels.get(answer.value, answer.value)
            return "" if meant.casefold() == line.text.strip().casefold() else meant
    return ""


def heading(talk: Talk) -> list[str]:
    whose = phrase(
        "whose",
        talk.language,
        name=talk.details.patient_name,
        birth_date=talk.details.birth_date.isoformat(),
        clinic=talk.clinic_name,
        **talk.when(talk.visit.starts_at),
    )
    doctor = talk.details.clinician
    with_whom = [phrase("clinician", talk.language, clinician=doctor)] if doctor else []
    return [phrase("title", talk.language), " ".join([whose, *with_whom])]


def footer(talk: Talk, lines: Sequence[SummaryLine], version: int, replaces: Replaced | None) -> Iterator[str]:
    yield _answered(talk)
    if talk.flow:
        done, of = dealt_with(talk.flow, talk.session or new_session(talk.flow), talk.agenda)
        complete = phrase("complete" if done >= of else "partial", talk.language, done=str(done), of=str(of))
        nothing = label("summary.skipped", language=talk.language)
        skipped = [line.label for line in lines if line.kind.startswith("missing.") and line.text == nothing]
        named = [phrase("skipped", talk.language, labels=", ".join(skipped))] if skipped else []
        yield " ".join([complete, *named])
    if replaces:
        before = replaces.identifier.rpartition("-v")[2]
        yield phrase("version", talk.language, n=str(version), before=before)


def _answered(talk: Talk) -> str:
    said = [message for message in talk.messages if message.direction == "in"]
    if not said:
        return phrase("nobody_answered", talk.language)
    return phrase(
        "answered",
        talk.language,
        who=phrase(f"by.{talk.source}", talk.language),
        channel=phrase(f"channel.{said[-1].channel}", talk.language),
        language=phrase(f"language.{talk.visit.language}", talk.language),
        **talk.when(said[-1].at),
    )
