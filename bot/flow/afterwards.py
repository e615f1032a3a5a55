"""After the list was confirmed, and after the visit: words are still kept, and answered in a line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from bot.agenda.model import Agenda
from bot.agenda.tokens import words
from bot.flow import moves
from bot.flow.answering import by_kind
from bot.flow.asking import ask, move_on
from bot.flow.beside import aside
from bot.flow.changing import change, edited
from bot.flow.course import next_question
from bot.flow.draft import Draft
from bot.flow.edits import asks_to_change, flat, wants_erasing
from bot.flow.evidence import asks, asks_if_sent
from bot.flow.expect.choice import choice
from bot.flow.expect.words import emoji_only, no_words, numbers_only, only_polite, says_nothing
from bot.flow.expect.yes_no import yes_no
from bot.flow.model import Flow, Option, Question, Session, Stage
from bot.flow.reply import Reply
from bot.flow.taking import LATER, add_to_answer, keep_note, take_items

AFTER_VISIT_TASK = "words_after_visit"
_SHORT = 3  # words: what is longer at a choice and chooses nothing is news of its own
ANSWERS_UNTIL = timedelta(days=5)  # after the visit began: so long how it went stays an open question


def at_time(session: Session, now: datetime, visit_starts: datetime) -> Session:
    """After the visit nothing is asked but how it went, for a while; a pause after a danger sign stays one."""
    asks_how_it_went = session.after and now < visit_starts + ANSWERS_UNTIL
    if now < visit_starts or session.stage is Stage.PAUSED or asks_how_it_went:
        return session
    return replace(session, stage=Stage.CLOSED, question=None, pending=None)


def how_it_went(flow: Flow, session: Session, agenda: Agenda, now: datetime) -> Session | None:
    """Return the session with the first question about the visit open; None where nobody is to be asked.

    Asked is who took part, unless a danger sign or a wrong number ended it.
    """
    took_part = bool(agenda.items or agenda.answers) and not agenda.declined
    if not took_part or session.after or session.stage is Stage.PAUSED or session.closed_by is not None:
        return None
    after = replace(session, after=True, stage=Stage.CLOSED, question=None, pending=None, path=(), undo=())
    first = next_question(flow, after, agenda, flow.after_visit, now) if flow.after_visit else None
    return replace(after, stage=Stage.ASKING, question=first.id, tries=0, rounds=1, brief=False) if first else None


def after_visit(draft: Draft, move: moves.Answer | moves.Change | moves.Aside) -> Draft:
    """Take an answer about the visit; other news goes to the team like any word after a visit, and asks nothing again."""
    question, reply = draft.question, move.reply
    if question is not None and not isinstance(move, moves.Aside) and _answers(reply, question):
        return told(draft, reply)
    after = closed(draft.at(stage=Stage.CLOSED, question=None), move)
    return after if after.session.closed_by else after.at(stage=Stage.ASKING, question=draft.session.question)


def _answers(reply: Reply, question: Question) -> bool:
    news = any(not concern.negated for concern in reply.concerns) or len(words(reply.text)) > _SHORT
    return not question.options or not news or _chosen(reply, question) is not None or wants_erasing(reply.text)


def told(draft: Draft, reply: Reply) -> Draft:
    """Take down how it went: that changes no list, and what is new in it a person reads."""
    question = draft.question
    if question is None or (no_words(reply.text) and not emoji_only(reply.text)):
        return ask(draft)
    news = any(not concern.negated for concern in reply.concerns)
    if wants_erasing(reply.text):
        return change(draft, reply)
    if question.options and numbers_only(reply.text) and _chosen(reply, question) is None and not draft.session.tries:
        return add_to_answer(draft, question, reply.quotes()).at(tries=1).tell("pick_number").then(ask)
    draft = draft.task(AFTER_VISIT_TASK) if news else draft
    if emoji_only(reply.text) or (question.options and _chosen(reply, question) is None):
        return add_to_answer(draft, question, reply.quotes()).then(move_on)
    return by_kind(draft, reply, question)


def _chosen(reply: Reply, question: Question) -> Option | None:
    """Return the choice that is meant; a number within other words ("1 of my pills made me sick") chooses none."""
    beside = any(character.isdigit() for character in reply.text) and not numbers_only(reply.text)
    return None if beside else choice(reply.text, question.options)


def confirmed(draft: Draft, reply: Reply) -> Draft:
    """Add what comes to the list until the visit; courtesy gets courtesy."""
    if _courtesy(reply):
        return draft.tell("welcome")
    if no_words(reply.text):
        return keep_note(draft, reply).tell("late_added") if reply.quotes() else ask(draft)
    if asks_if_sent(reply.text):
        return draft.tell("already_done")
    if wants_erasing(reply.text) or asks_to_change(reply.text):
        return change(draft, reply)
    changed = edited(draft, reply)
    return changed or take_items(draft, LATER, reply).tell("late_added")


def closed(draft: Draft, move: moves.Move) -> Draft:
    """After the visit words go to the team; to a wrong number nothing more is said."""
    reply = move.reply
    if draft.session.closed_by == "wrong_person":
        return draft.task("wrong_number")
    if reply is None or (isinstance(move, moves.Answer) and _courtesy(reply)) or not reply.quotes():
        return draft.tell("welcome") if reply is not None and reply.quotes() else draft
    if isinstance(move, moves.Aside) and not _tells(move):
        return aside(draft, reply, move.kind)
    if isinstance(move, moves.Answer | moves.Change | moves.Aside):
        return take_items(draft, LATER, reply).task(AFTER_VISIT_TASK).tell("after_visit")
    return draft.tell("visit_over")


def _tells(move: moves.Aside) -> bool:
    """Whether a text that looks like one for a desk tells how things went instead: "my knee is worse since the visit"."""
    text = flat(move.reply.text)
    if move.kind == "reschedule_or_cancel":
        return _ANOTHER_VISIT.search(text) is None
    return move.kind == "test_result" and not asks(text)


_ANOTHER_VISIT = re.compile(
    r"\b(?:another|new|next|other|different|follow.?up|cancel\w*|resched\w*|move|change|sooner|earlier|come back|book)\b"
    r"|\b(?:otra|otro|nueva|proxima|siguiente|cancel\w*|cambi\w*|mover|reagend\w*|reprogram\w*|agend\w*|antes|seguimiento|regresar)\b"
)


def _courtesy(reply: Reply) -> bool:
    said = yes_no(reply.text, reply.intent)
    bare = said.value is not None and said.rest is None
    return bare or only_polite(reply.text) or says_nothing(reply.text) is not None
