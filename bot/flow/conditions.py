"""Whether a question is to be asked of this patient, before this visit, after these answers."""

from __future__ import annotations

from datetime import datetime

from bot.agenda.model import Agenda
from bot.agenda.topical import base
from bot.flow.model import ABOUT_THE_VISIT, Condition, Session

_AN_HOUR = 3600  # seconds; a flow may say more hours than a timedelta holds


def holds(condition: Condition, session: Session, agenda: Agenda, now: datetime | None) -> bool:
    """now: None where no time has passed yet. An answer about each topic counts whichever topic it is about."""
    if condition.check in ABOUT_THE_VISIT:
        return _fits(condition, session, now)
    said = {answer.value for answer in agenda.answers if base(answer.question) == condition.question}
    match condition.check:
        case "items":
            return len(agenda.current) >= int(condition.value or 0)
        case "team_topics":
            return len(agenda.topics) >= int(condition.value or 0)
        case "said":
            return bool(said)
        case "not_said":
            return not said
        case "is":
            return condition.value in said
    return condition.value not in said


def applies(conditions: tuple[Condition, ...], session: Session, agenda: Agenda) -> bool:
    """Whether nothing that is known beforehand speaks against asking, whatever the answers will be."""
    known = (one for one in conditions if one.check in (*ABOUT_THE_VISIT, "team_topics"))
    return all(holds(one, session, agenda, session.at) for one in known)


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
    return left is None or left.total_seconds() >= _AN_HOUR * int(wanted or 0)
