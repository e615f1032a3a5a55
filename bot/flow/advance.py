"""The next step of a conversation: what a move leads to, given the flow, where the patient is, and the agenda so far.

Pure: the same move at the same place and time always leads to the same step.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.agenda.concern import Concern
from bot.agenda.model import Agenda
from bot.agenda.tokens import words
from bot.flow import (
    afterwards,
    answering,
    beside,
    changing,
    invited,
    noticing,
    pausing,
    pending,
    reading_back,
    returning,
    steering,
)
from bot.flow.asking import ask
from bot.flow.choices import choices
from bot.flow.course import progress
from bot.flow.draft import Draft
from bot.flow.hearing import heard
from bot.flow.kinds import kind_of
from bot.flow.model import Flow, Session, Stage
from bot.flow.moves import (
    Answer,
    Aside,
    Back,
    Change,
    Done,
    GoOn,
    Keep,
    Move,
    Pause,
    Repeat,
    Skip,
    Stop,
    SwitchLanguage,
    Undo,
)
from bot.flow.reply import Reply
from bot.flow.step import Say, Step
from bot.flow.taking import keep_note

__all__ = ["Say", "Step", "advance", "choices", "kind_of", "progress"]


def advance(flow: Flow, session: Session, agenda: Agenda, move: Move, *, now: datetime) -> Step:
    """Return the step that a move leads to; `flow` is the one the session began with."""
    language = move.reply.language if move.reply is not None else "en"
    session = replace(session, facts=replace(session.facts, language=language))
    draft = Draft(flow, session, agenda, now, before=session, language=language)
    return _after(draft, move).step()


def _after(draft: Draft, move: Move) -> Draft:
    stage = draft.session.stage
    if isinstance(move, Keep):
        return pausing.keep(draft, move)
    if isinstance(move, Stop):
        return pending.stopped(keep_note(draft, move.reply))
    if stage is Stage.PAUSED:
        return pausing.while_paused(draft, move)
    move = heard(draft, move)
    if isinstance(move, SwitchLanguage):
        return steering.switch_language(draft, move.language)
    if stage is Stage.CLOSED:
        return afterwards.closed(draft, move)
    if draft.session.after and draft.session.pending is None and isinstance(move, Answer | Change | Aside):
        return afterwards.after_visit(draft, move)
    return _told(draft, move.reply) if isinstance(move, Answer) else _steer(draft, move)


def _told(draft: Draft, reply: Reply) -> Draft:
    """Notice what needs a word of its own beside whatever the reply answers."""
    secrets = noticing.private_data(reply.text)
    if secrets:
        return _with_secrets(draft, reply.hiding(*secrets))
    if noticing.tells_of_a_death(reply.text):
        draft = draft.tell("condolence")
    return _answer(draft, reply)


def _with_secrets(draft: Draft, reply: Reply) -> Draft:
    """Keep a topic said beside numbers that nobody should send, never the numbers."""
    reply = replace(reply, concerns=tuple(one for one in reply.concerns if not _names_a_secret(one, reply)))
    if not any(not concern.negated for concern in reply.concerns):
        return beside.aside(draft, reply, "privacy_data")
    return _answer(draft.task("privacy_data").tell("privacy_data"), reply)


def _names_a_secret(concern: Concern, reply: Reply) -> bool:
    """Whether it is only what the secret is called: "my portal password is …"."""
    return any(
        concern.start < end and noticing.only_calls_a_secret(reply.text[concern.start : start])
        for start, end in reply.hidden
    )


def _answer(draft: Draft, reply: Reply) -> Draft:
    """Hear an answer to the small question of ours first, if there is one, else to what is open."""
    small = draft.session.pending
    if small is not None:
        answered = pending.answer(draft, reply, small)
        if answered is not None:
            return answered
        draft = draft.at(pending=None)
    if draft.session.after:
        return afterwards.told(draft, reply)
    match draft.session.stage:
        case Stage.INVITED:
            return invited.answer(draft, reply)
        case Stage.READING_BACK:
            return reading_back.answer(draft, reply)
        case Stage.CONFIRMED:
            return afterwards.confirmed(draft, reply)
    return answering.answer(draft, reply)


def _steer(draft: Draft, move: Move) -> Draft:
    invited_only = draft.session.stage is Stage.INVITED
    match move:
        case Aside(reply, kind):
            return _beside(draft, reply, kind)
        case GoOn(said):
            return steering.go_on(draft, said)
        case Pause(reply):
            return steering.pause(draft, reply)
        case Repeat():
            return ask(draft)
        case Undo(reply):
            return steering.undo(draft, reply)
        case Skip(reply) | Done(reply) if invited_only:
            return invited.without_questions(draft, reply)
        case Back(reply) if _means_the_body(draft, reply):
            return _answer(draft, reply)
        case Change(reply) if draft.session.after:
            return _answer(draft, reply)
        case Change(reply):
            return changing.change(draft.at(pending=None), reply)
        case Skip(reply):
            return steering.skip(draft.at(pending=None), reply)
        case Done(reply):
            return steering.done(draft.at(pending=None), reply)
        case Back(reply):
            return steering.back(draft.at(pending=None), reply)
    return ask(draft)


def _means_the_body(draft: Draft, reply: Reply) -> bool:
    """ "Back" is a part of the body where there is nothing to go back to, or new words are asked for."""
    small = draft.session.pending
    nowhere = draft.session.stage is Stage.ASKING and not draft.session.path
    return words(reply.text) == ("back",) and (nowhere or (small is not None and small.kind == "change_words"))


def _beside(draft: Draft, reply: Reply, kind: str) -> Draft:
    if kind == "emoji_only":
        return _answer(draft, reply)
    if kind == "greet_goodbye" and draft.away and draft.session.stage is Stage.ASKING:
        return returning.welcome_back(draft)
    return beside.aside(draft, reply, kind)
