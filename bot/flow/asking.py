"""Saying what is open, and going on to what comes next."""

from __future__ import annotations

from bot.agenda.events import Accepted
from bot.flow.course import after, how_many, next_question
from bot.flow.draft import Draft
from bot.flow.listing import item_lines, lines, listed
from bot.flow.model import Question, QuestionKind, Stage
from bot.flow.step import QUESTION, Say

_PENDING = {
    "stop_texts": "stop_texts",
    "change_target": "change_which",
    "change_words": "change_to_what",
    "complaint": "complaint",
    "go_on": "go_on_offer",
}


def ask(draft: Draft) -> Draft:
    """Say again what the patient is being asked."""
    session = draft.session
    if session.pending is not None:
        return draft.tell(_PENDING[session.pending.kind]) if session.pending.kind in _PENDING else draft
    if session.stage is Stage.INVITED:
        return draft.tell("invitation_open")
    if session.stage is Stage.READING_BACK:
        return draft.tell("read_back_short") if draft.say else read_back(draft)
    question = draft.question
    return _asked(draft, question) if session.stage is Stage.ASKING and question else draft


def begin(draft: Draft) -> Draft:
    """Start the flow: a word about what comes, then the first question."""
    return started(draft).then(ask)


def started(draft: Draft) -> Draft:
    """Start the flow without asking yet."""
    if draft.agenda.declined:
        draft = draft.record(Accepted())
    draft = draft.tell("notice", n=str(how_many(draft.flow, draft.session, draft.agenda)))
    question = next_question(draft.flow, draft.session, draft.agenda, draft.flow.start, draft.now)
    return opened(draft, question) if question else draft.at(stage=Stage.READING_BACK, question=None)


def opened(draft: Draft, question: Question) -> Draft:
    return draft.at(stage=Stage.ASKING, question=question.id, tries=0, rounds=1, pending=None, reopened=None)


def move_on(draft: Draft, *, start: str | None = None) -> Draft:
    """Leave the open question behind and ask the next one, or read the list back."""
    question = draft.question
    if question is not None:
        path = (*(step for step in draft.session.path if step != question.id), question.id)
        draft = draft.at(path=path)
        start = start or after(question, draft.agenda)
    following = next_question(draft.flow, draft.session, draft.agenda, start, draft.now)
    return opened(draft, following).then(ask) if following else read_back(draft)


def read_back(draft: Draft) -> Draft:
    """Show the numbered list in the patient's own words; with nothing to show, thank and say how to add.

    After the visit there is no list to show: what was asked then ends with thanks.
    """
    draft = draft.at(question=None, tries=0, rounds=0, pending=None, reopened=None, brief=False)
    if draft.session.after:
        return draft.at(stage=Stage.CLOSED).tell("after_visit_thanks")
    if not listed(draft.flow, draft.agenda, draft.language):
        return draft.at(stage=Stage.CONFIRMED).tell("done_empty")
    draft = draft.at(stage=Stage.READING_BACK).tell("read_back")
    return draft.tell_all(lines(draft.flow, draft.agenda, draft.language)).tell("read_back_ask")


def _asked(draft: Draft, question: Question) -> Draft:
    if question.kind is QuestionKind.RANKING:
        draft = draft.tell_all(item_lines(draft.agenda))
    return draft.tell_all((Say(f"{QUESTION}{question.id}"),))


def prompt(draft: Draft, question: Question) -> Draft:
    """Ask once more, with examples of what people say."""
    asked = Say(f"{QUESTION}{question.id}", {"form": "prompt" if question.prompt else "short"})
    return draft.at(tries=draft.session.tries + 1).tell_all((asked,))
