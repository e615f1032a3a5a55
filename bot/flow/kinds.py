"""What the patient is being asked right now."""

from __future__ import annotations

from bot.flow.model import Flow, QuestionKind, Session, Stage

_PENDING = {
    "stop_texts": QuestionKind.STOP_TEXTS,
    "go_on": QuestionKind.GO_ON,
    "identity": QuestionKind.IDENTITY,
    "which_visit": QuestionKind.WHICH_VISIT,
    "complaint": QuestionKind.CHOICE,
    "change_target": QuestionKind.RANKING,  # numbers or words of a list
    "change_words": QuestionKind.WORDS,
}
_STAGES = {
    Stage.INVITED: QuestionKind.INVITATION,
    Stage.READING_BACK: QuestionKind.READ_BACK,
    Stage.PAUSED: QuestionKind.GO_ON,
}


def kind_of(flow: Flow, session: Session) -> QuestionKind:
    if session.stage is not Stage.PAUSED and session.pending is not None and session.pending.kind in _PENDING:
        return _PENDING[session.pending.kind]
    question = flow.question(session.question)
    if session.stage is Stage.ASKING and question is not None:
        return question.kind
    return _STAGES.get(session.stage, QuestionKind.FINISHED)
