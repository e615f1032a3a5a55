"""Whether a question is to be asked of this patient, before this visit, after these answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.agenda.model import Agenda
from bot.flow.model import ABOUT_THE_VISIT, Condition, Session


def holds(condition: Condition, session: Session, agenda: Agenda, now: datetime | None) -> bool:
    """now: None where no time has passed yet."""
    if condition.check in ABOUT_THE_VISIT:
        return _fits(condition, session, now)
    answer = agenda.answer(condition.question or "")
    match condition.check:
        case "items":
            return len(agenda.current) >= int(condition.value or 0)
        case "said":
            return answer is not None
        case "not_said":
            return answer is None
        case "is":
            return answer is not None and answer.value == condition.value
    return answer is None or answer.value != condition.value


def applies(conditions: tuple[Condition, ...], session: Session) -> bool:
    """Whether nothing about the visit and the patient speaks against asking, whatever the answers will be."""
    return all(_fits(one, session, session.at) for one in conditions if one.check in ABOUT_THE_VISIT)


def _fits(condition: Condition, session: Session, now: datetime | None) -> bool:
    facts, wanted = session.facts, condition.value
    match condition.check:
        case "visit_type":
            return (facts.visit_type or "").casefold() == str(wanted).casefold()
        case "language":
            return facts.language == wanted
        case "answered_by":
            return session.source.value == wanted
        case "age_at_least":
            return facts.age is not None and facts.age >= int(wanted or 0)
        case "age_under":
            return facts.age is not None and facts.age < int(wanted or 0)
    left = facts.starts_at - now if facts.starts_at and now else None
    return left is None or left >= timedelta(hours=int(wanted or 0))
