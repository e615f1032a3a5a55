"""The course of a flow: which question comes next for this patient, and how far along they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.agenda.model import Agenda
from bot.agenda.topical import about, base, is_topical
from bot.flow.conditions import applies, holds
from bot.flow.model import Flow, Question, QuestionKind, Session


def next_question(
    flow: Flow, session: Session, agenda: Agenda, start: str | None, now: datetime | None = None
) -> Question | None:
    """Return the first question from `start` on that is still to be asked; None is the read-back.

    A question is never asked when it was answered already, beside another one.
    """
    if session.brief and agenda.current:
        return None
    return next(
        (
            one
            for one in _course(flow, agenda, start)
            if _due(flow, one, session, agenda, now) and not _over(flow, session, one)
        ),
        None,
    )


def after(question: Question, agenda: Agenda) -> str | None:
    """Return the step after a question: the chosen option may lead elsewhere, and another topic may be left to ask about."""
    if is_topical(question.id):
        return base(question.id)
    answer = agenda.answer(question.id)
    chosen = next((option for option in question.options if answer and option.id == answer.value), None)
    if chosen and chosen.next:
        return None if chosen.next == QuestionKind.READ_BACK.value else chosen.next
    return question.next


def progress(flow: Flow, session: Session, agenda: Agenda | None = None) -> tuple[int, int]:
    """Return (done, of): how many of the questions for this patient are behind them."""
    known = agenda or Agenda()
    ahead = [
        question for question in _course(flow, known, _start(flow, session)) if _counts(flow, question, session, known)
    ]
    at = [question.id for question in ahead]
    if session.question in at and session.stage.value in ("asking", "paused"):
        return at.index(session.question), len(at)
    return (0, len(at)) if session.stage.value == "invited" else (len(at), len(at))


def _start(flow: Flow, session: Session) -> str | None:
    return flow.after_visit if session.after else flow.start


def dealt_with(flow: Flow, session: Session, agenda: Agenda) -> tuple[int, int]:
    """Return (done, of): how many of the questions for this patient were answered or skipped, in whatever order."""
    counted = [question for question in _course(flow, agenda, flow.start) if _counts(flow, question, session, agenda)]
    return sum(not _unanswered(one, agenda) or _filled(one, agenda) for one in counted), len(counted)


def how_many(flow: Flow, session: Session, agenda: Agenda) -> int:
    """How many questions a patient is told to expect."""
    return sum(1 for question in _course(flow, agenda, flow.start) if _counts(flow, question, session, agenda))


def _counts(flow: Flow, question: Question, session: Session, agenda: Agenda) -> bool:
    ranks = question.kind is not QuestionKind.RANKING or len(agenda.current) > 1
    return ranks and applies(flow.conditions(question), session, agenda)


def _course(flow: Flow, agenda: Agenda, start: str | None) -> Iterator[Question]:
    """Yield what this flow asks from `start` on, swap-ins in the place of what they stand for."""
    step = start
    while step is not None:
        question = flow.questions[step]
        swap = _swap(flow, step)
        if swap is not None or question.core or step in flow.also_ask:
            yield from _asked(swap or question, agenda)
        step = after(swap or question, agenda)


def _asked(question: Question, agenda: Agenda) -> tuple[Question, ...]:
    """Return the question, or one of it for each topic."""
    if not question.each:
        return (question,)
    return tuple(replace(question, id=about(question.id, item.id)) for item in agenda.current[: question.repeat])


def _swap(flow: Flow, step: str) -> Question | None:
    return next((flow.questions[name] for name in flow.also_ask if flow.questions[name].instead_of == step), None)


def _due(flow: Flow, question: Question, session: Session, agenda: Agenda, now: datetime | None) -> bool:
    if is_topical(question.id) and question.id in session.path:
        return False  # left without an answer: the way goes on to the next topic, not in a circle
    return _unanswered(question, agenda) and all(holds(one, session, agenda, now) for one in flow.conditions(question))


def _unanswered(question: Question, agenda: Agenda) -> bool:
    return agenda.answer(question.id) is None and question.id not in agenda.skipped


def _filled(question: Question, agenda: Agenda) -> bool:
    """Whether another answer said already what this question asks for."""
    if question.fills == "items":
        return question.kind is not QuestionKind.SOMETHING_ELSE and bool(agenda.current)
    return bool(question.fills) and bool(agenda.filled(question.fills or ""))


def _over(flow: Flow, session: Session, question: Question) -> bool:
    """Whether the limit of prompts is reached; core questions and the ranking are asked nevertheless."""
    optional = not question.core and question.kind is not QuestionKind.RANKING
    return optional and len(session.path) >= flow.max_prompts


def open_for(flow: Flow, agenda: Agenda, field: str) -> Question | None:
    """Return the question that fills a field of the agenda and was neither answered nor skipped."""
    return next(
        (one for one in _course(flow, agenda, flow.start) if one.fills == field and _unanswered(one, agenda)), None
    )
