"""Steering the conversation: skip, back, done, repeat, undo, later, go on, another language."""

from __future__ import annotations

from dataclasses import replace

from bot.agenda.events import QuestionSkipped
from bot.agenda.tokens import content, words
from bot.agenda.undo import with_words
from bot.flow.answering import answer
from bot.flow.asking import ask, begin, move_on, read_back
from bot.flow.changing import ask_which
from bot.flow.draft import Draft
from bot.flow.expect.something_else import says_nothing_else
from bot.flow.expect.words import says_enough, says_not_now, says_nothing
from bot.flow.listing import listed
from bot.flow.model import Question, QuestionKind, Stage
from bot.flow.reading_back import answer as reading_back
from bot.flow.reply import Reply
from bot.flow.returning import welcome_back
from bot.flow.taking import take_answer

FEW = 3  # words that say something: more of them beside "that's all" are an answer


def skip(draft: Draft, reply: Reply) -> Draft:
    question = draft.question
    if says_enough(reply.text):
        return answer(draft, reply)
    if question is None or draft.session.stage is not Stage.ASKING:
        return ask(draft)
    if draft.agenda.answer(question.id) is None:
        draft = draft.record(QuestionSkipped(question.id))
    return move_on(draft)


def back(draft: Draft, reply: Reply) -> Draft:
    """Open the question before; its answer stays until a new one is given."""
    path = draft.session.path
    if not path:
        return draft.tell("back_at_start").then(ask)
    opened = draft.at(stage=Stage.ASKING, question=path[-1], path=path[:-1], tries=0, rounds=1, pending=None)
    return ask(opened.at(reopened=path[-1]))


def done(draft: Draft, reply: Reply) -> Draft:
    """Nothing else to add, or an early end: the list as it is."""
    question = draft.question
    if draft.session.stage is Stage.READING_BACK:
        return reading_back(draft, reply)
    if question is not None and _answers(question, reply):
        return answer(draft, reply)
    if question is not None and question.kind is QuestionKind.SOMETHING_ELSE:
        said = draft.agenda.answer(question.id)
        return move_on(draft if said else take_answer(draft, question, reply.quotes(), "nothing"))
    return read_back(draft)


def _answers(question: Question, reply: Reply) -> bool:
    """ "Nothing" and "not now" are answers to most questions, and no wish to end."""
    if question.kind is QuestionKind.SOMETHING_ELSE:
        topics = any(not concern.negated for concern in reply.concerns)
        return topics or (len(content(words(reply.text))) > FEW and not says_nothing_else(reply.text, reply.intent))
    if says_nothing(reply.text) or says_enough(reply.text) or _not_yet(question, reply):
        return True
    return bool(content(words(reply.text))) and not says_nothing_else(reply.text)


def _not_yet(question: Question, reply: Reply) -> bool:
    return question.fills == "commitments.patient" and says_not_now(reply.text)


def undo(draft: Draft, reply: Reply) -> Draft:
    """Take the last move back: what it changed, and where it led."""
    if not draft.session.undo:
        return draft.tell("nothing_to_undo").then(ask)
    frame = draft.session.undo[-1]
    draft = draft.record(*with_words(frame.restore, draft.agenda))
    session = replace(frame.before, undo=draft.session.undo[:-1], pending=None)
    draft = replace(draft, session=session).tell("undone")
    return draft.then(read_back if session.stage is Stage.READING_BACK else ask).forget_undo()


def go_on(draft: Draft, reply: Reply | None) -> Draft:
    if draft.session.stage is Stage.INVITED:
        return begin(draft)
    if draft.session.stage is Stage.CONFIRMED:
        return draft.tell("already_done")
    draft = draft.at(pending=None)
    if draft.session.stage is Stage.READING_BACK:
        return read_back(draft)
    return welcome_back(draft) if draft.away else ask(draft)


def pause(draft: Draft, reply: Reply) -> Draft:
    """Busy now: no question, and a word how to come back."""
    question = draft.question
    if question is not None and draft.session.stage is Stage.ASKING and _not_yet(question, reply):
        return answer(draft, reply)
    return draft.at(pending=None).tell("pause_ok")


def switch_language(draft: Draft, language: str) -> Draft:
    draft = replace(draft, language=language).tell("language_switched")
    return ask(draft) if draft.asks else draft


def change_confirmed(draft: Draft, reply: Reply) -> Draft:
    """BACK after the list was confirmed: which line is it about?"""
    entries = listed(draft.flow, draft.agenda, draft.language)
    return ask_which(draft) if entries else draft.tell("nothing_to_change")
