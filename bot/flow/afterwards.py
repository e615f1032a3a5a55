"""After the list was confirmed, and after the visit: words are still kept, and answered in a line."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.flow import moves
from bot.flow.asking import ask
from bot.flow.beside import aside
from bot.flow.changing import change, edited
from bot.flow.draft import Draft
from bot.flow.edits import asks_to_change, flat, wants_erasing
from bot.flow.evidence import asks, asks_if_sent
from bot.flow.expect.words import no_words, only_polite, says_nothing
from bot.flow.expect.yes_no import yes_no
from bot.flow.model import Session, Stage
from bot.flow.reply import Reply
from bot.flow.taking import LATER, keep_note, take_items

AFTER_VISIT_TASK = "words_after_visit"


def at_time(session: Session, now: datetime, visit_starts: datetime) -> Session:
    """After the visit nothing is asked any more; a pause after a danger sign stays one."""
    if now < visit_starts or session.stage is Stage.PAUSED:
        return session
    return replace(session, stage=Stage.CLOSED, question=None, pending=None)


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
