"""What the patient does, after a second look at the words: Rasa sees a text alone, the flow knows what was asked."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.agenda.model import Source
from bot.flow import noticing
from bot.flow.changing import may_change
from bot.flow.draft import Draft
from bot.flow.edits import edits, flat, wants_erasing
from bot.flow.evidence import asks, asks_advice, borne_out
from bot.flow.expect.choice import choice
from bot.flow.expect.commands import command
from bot.flow.expect.numbers import numbers
from bot.flow.expect.words import begins_unsure, says_back_again, says_not_now, says_nothing, says_send
from bot.flow.model import Question, QuestionKind, Stage
from bot.flow.moves import Answer, Aside, Back, Change, Done, GoOn, Keep, Move, Pause, Repeat, Skip, Undo
from bot.flow.nearer import beside, nearer
from bot.flow.reply import Reply
from bot.flow.second_thoughts import rethink

# Asides that may well be the answer to a question about questions.
_QUESTIONS = ("ask_medical_advice", "test_result", "billing_question")
_ASKS_WHO = ("visit_support", "strengths")
# "Voy sin nadie más" says who comes along; "nadie me escucha" is a complaint.
_NOBODY = re.compile(
    r"(?:^|\b(?:sin|con|a|with|have|got|hay|tengo|is)\s+)(?:nobody|no\s?one|nadie)(?:\s+(?:else|mas))?\W*$"
)
_NOT_OF_HEALTH = ("question_for_clinician", "social_need", "other")  # labels that a question about anything may get

_BACK_TO = re.compile(
    r"\bback\s+(?:to|in|into|on)\s+(?!(?:(?:the|my|that|question|number|a)\s+)*(?:last|previous|prior|first|second|one|question|before|that|it|start|\d))"
    r"|\b(?:volver|regresar)\s+al?\s+(?!(?:la\s+|lo\s+)?(?:pregunta|anterior|otra|ultima|primera|de\s+antes|principio|inicio|\d))"
)

_STEERING = Back | Skip | Repeat | Done | Pause
_TALK = Answer | Change | _STEERING


def heard(draft: Draft, move: Move) -> Move:
    """Return the move that the words and the open question make likelier; most moves come back as they are."""
    reply = move.reply
    if reply is None or isinstance(move, Keep):
        return move
    move = replace(move, reply=reply.without_repeats())
    exact = command(reply)
    if exact is not None:
        return exact if isinstance(move, Answer) else move
    if not borne_out(move) or _is_answer(draft, move, reply):
        move = Answer(replace(reply, intent="inform"))
    if draft.away and isinstance(move, _TALK) and says_back_again(reply.text):
        return GoOn(reply)
    return _nearer(draft, _changed(draft, move, reply), reply)


def _changed(draft: Draft, move: Move, reply: Reply) -> Move:
    """Tell changes from answers: of what is on the list, and nothing else, something can be changed."""
    read_back = draft.session.stage in (Stage.READING_BACK, Stage.CONFIRMED)
    if wants_erasing(reply.text) and isinstance(move, Answer | Undo | _STEERING):
        return Change(reply)
    if read_back and isinstance(move, _STEERING) and next(edits(reply.text), None):
        return Change(reply)
    if isinstance(move, Change) and draft.session.pending is None and not may_change(draft, reply):
        return Answer(replace(reply, intent="inform"))
    return move


def _is_answer(draft: Draft, move: Move, reply: Reply) -> bool:
    """Whether the open question makes an answer of what looked like something else."""
    if draft.session.stage is Stage.READING_BACK and says_send(reply.text):
        return True
    question = draft.question
    if question is None or draft.session.stage is not Stage.ASKING or draft.session.pending is not None:
        return False
    if _goes_back_to_living(move, reply) or _thinks_again(draft, move, reply):
        return True
    if noticing.had_enough(reply.text) or (question.fills == "commitments.patient" and says_not_now(reply.text)):
        return True
    if question.kind is QuestionKind.CHOICE and choice(reply.text, question.options):
        return True
    if question.kind is QuestionKind.RANKING and numbers(reply.text, len(draft.agenda.current)):
        return True
    if isinstance(move, Aside) and _has_nothing(question, move, reply):
        return True
    return isinstance(move, Aside) and _is_told(question, move)


def _has_nothing(question: Question, aside: Aside, reply: Reply) -> bool:
    """Whether there is nothing to talk about, in words that look like thanks, are about the booking or complain."""
    if aside.kind == "angry_complaint":
        return question.fills in _ASKS_WHO and _NOBODY.search(flat(reply.text)) is not None
    if aside.kind in ("thanks", "greet_goodbye"):
        return question.kind is QuestionKind.WORDS and says_nothing(reply.text) == "nothing"
    return aside.kind == "reschedule_or_cancel" and question.fills == "items" and begins_unsure(reply.text)


def _goes_back_to_living(move: Move, reply: Reply) -> bool:
    """Tell "volver al jardín" and "get back to work", which answer, from a wish for the question before."""
    return isinstance(move, Back) and _BACK_TO.search(flat(reply.text)) is not None


def _thinks_again(draft: Draft, move: Move, reply: Reply) -> bool:
    """Whether what looks like steering words a line of the list anew: "dije en la mañana pero es en la noche"."""
    return isinstance(move, _STEERING) and rethink(draft, reply, asked=False) is not None


def _is_told(question: Question, aside: Aside) -> bool:
    """Whether a question to us is what we asked for, or no question at all."""
    if question.fills == "questions" and aside.kind in _QUESTIONS:
        return True
    return aside.kind == "ask_medical_advice" and not asks(aside.reply.text)


def _nearer(draft: Draft, move: Move, reply: Reply) -> Move:
    if noticing.private_data(reply.text) and isinstance(move, Aside):
        return Answer(reply)
    child = draft.flow.speaker is Source.PROXY and draft.session.source is Source.PATIENT
    if child and isinstance(move, Answer | Aside) and noticing.wants_secrecy(reply.text):
        return Aside(reply, "teen_privacy")
    if isinstance(move, Aside):
        return replace(move, kind=nearer(move.kind, reply.text))
    kind = _beside(draft, reply) if isinstance(move, Answer | Pause | Repeat) else None
    return Aside(reply, kind) if kind else move


def _beside(draft: Draft, reply: Reply) -> str | None:
    """Return what an answer is beside the question; a question is the answer where we asked for one."""
    if draft.question is not None and draft.question.fills == "questions":
        return None
    sure = beside(reply.text)
    if sure or draft.session.stage is not Stage.ASKING or draft.session.pending is not None:
        return sure
    if asks_advice(reply.text):
        return "ask_medical_advice"
    lists = draft.question is not None and draft.question.fills == "items"
    return "off_topic" if lists and _is_off_topic(reply) else None


def _is_off_topic(reply: Reply) -> bool:
    """Whether something is asked that no clinic is for: "what is the capital of Peru". A statement may be an answer."""
    about_health = any(concern.category not in _NOT_OF_HEALTH for concern in reply.concerns)
    return reply.intent == "out_of_scope" and asks(reply.text) and not about_health
