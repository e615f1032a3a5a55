"""Quick replies for the web page: words that the patient could as well type."""

from __future__ import annotations

from bot.agenda.model import Agenda
from bot.flow.kinds import kind_of
from bot.flow.listing import listed
from bot.flow.model import Flow, Question, QuestionKind, Session, Stage, Texts

YES: Texts = {"en": "Yes", "es": "Sí"}
NO: Texts = {"en": "No", "es": "No"}
SKIP: Texts = {"en": "Skip", "es": "Saltar"}
THAT_IS_ALL: Texts = {"en": "No, that's all", "es": "No, es todo"}
SEND: Texts = {"en": "Yes, send it", "es": "Sí, envíelo"}
CHANGE: Texts = {"en": "Change", "es": "Cambiar"}
CONTINUE: Texts = {"en": "Continue", "es": "Seguir"}
NOT_NOW: Texts = {"en": "Not now", "es": "Ahora no"}
NO_ORDER: Texts = {"en": "Any order", "es": "Cualquiera"}

_FIXED: dict[QuestionKind, tuple[Texts, ...]] = {
    QuestionKind.INVITATION: (YES, NO),
    QuestionKind.SOMETHING_ELSE: (THAT_IS_ALL,),
    QuestionKind.YES_NO: (YES, NO, SKIP),
    QuestionKind.READ_BACK: (SEND, CHANGE),
    QuestionKind.GO_ON: (CONTINUE,),
    QuestionKind.STOP_TEXTS: (YES, NO),
    QuestionKind.WORDS: (SKIP,),
    QuestionKind.DATE: (SKIP,),
}


def choices(flow: Flow, session: Session, agenda: Agenda, language: str) -> tuple[str, ...]:
    """Return quick replies in the patient's language; () where only own words make sense."""
    if session.paused_by == "abuse" or session.stage is Stage.CLOSED or agenda.declined:
        return ()
    kind, question = kind_of(flow, session), flow.question(session.question)
    if session.pending is not None and session.pending.kind in ("change_words", "complaint"):
        return ("1", "2") if session.pending.kind == "complaint" else ()
    if kind is QuestionKind.RANKING:
        return _numbers(flow, agenda, session, language)
    if kind is QuestionKind.CHOICE and question is not None:
        return tuple(option.label[language] for option in question.options)
    return tuple(text[language] for text in _texts(kind, question))


def _texts(kind: QuestionKind, question: Question | None) -> tuple[Texts, ...]:
    if question is not None and question.fills == "commitments.patient":
        return (NOT_NOW, SKIP)
    return _FIXED.get(kind, ())


def _numbers(flow: Flow, agenda: Agenda, session: Session, language: str) -> tuple[str, ...]:
    """Numbers of the whole list when a line is to be changed, of the items when they are ranked."""
    if session.pending is not None:
        return _count(len(listed(flow, agenda, language)))
    return (*_count(len(agenda.current)), NO_ORDER[language])


def _count(lines: int) -> tuple[str, ...]:
    return tuple(str(place) for place in range(1, lines + 1))
