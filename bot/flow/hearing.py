"""What the patient does, after a second look at the words: Rasa sees a text alone, the flow knows what was asked."""

from __future__ import annotations

from dataclasses import replace

from bot.agenda.model import Source
from bot.flow import noticing
from bot.flow.draft import Draft
from bot.flow.evidence import asks, borne_out
from bot.flow.expect.choice import choice
from bot.flow.expect.commands import command
from bot.flow.expect.numbers import numbers
from bot.flow.expect.words import says_back_again, says_not_now
from bot.flow.model import Question, QuestionKind, Stage
from bot.flow.moves import Answer, Aside, Done, GoOn, Keep, Move, Pause, SwitchLanguage
from bot.flow.nearer import beside, nearer
from bot.flow.reply import Reply

# Asides that may well be the answer to a question about questions.
_QUESTIONS = ("ask_medical_advice", "test_result", "billing_question")


def heard(draft: Draft, move: Move) -> Move:
    """Return the move that the words and the open question make likelier; most moves come back as they are."""
    reply = move.reply
    if reply is None or isinstance(move, Keep | SwitchLanguage):
        return move
    exact = command(reply)
    if exact is not None:
        return exact if isinstance(move, Answer) else move
    if draft.away and isinstance(move, Answer | Pause | Done) and says_back_again(reply.text):
        return GoOn(reply)
    if _is_answer(draft, move, reply) or not borne_out(move):
        move = Answer(replace(reply, intent="inform"))
    return _nearer(draft, move, reply)


def _is_answer(draft: Draft, move: Move, reply: Reply) -> bool:
    """Whether the open question makes an answer of what looked like something else."""
    question = draft.question
    if question is None or draft.session.stage is not Stage.ASKING or draft.session.pending is not None:
        return False
    if noticing.had_enough(reply.text) or (question.fills == "commitments.patient" and says_not_now(reply.text)):
        return True
    if question.kind is QuestionKind.CHOICE and choice(reply.text, question.options):
        return True
    if question.kind is QuestionKind.RANKING and numbers(reply.text, len(draft.agenda.current)):
        return True
    return isinstance(move, Aside) and _is_told(question, move)


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
    kind = beside(reply.text) if isinstance(move, Answer) and not _wants_to_know(draft) else None
    return Aside(reply, kind) if kind else move


def _wants_to_know(draft: Draft) -> bool:
    return draft.question is not None and draft.question.fills == "questions"
