"""Answers that are one of a few: yes or no, an option, an order, a day. Free words are kept at each of them."""

from __future__ import annotations

from bot.agenda.events import ItemsRanked
from bot.agenda.model import Source
from bot.flow.asking import ask, move_on, prompt
from bot.flow.changing import edited
from bot.flow.draft import Draft
from bot.flow.expect.choice import choice as chosen_option
from bot.flow.expect.date import date_in
from bot.flow.expect.ranking import ranking as ranked
from bot.flow.expect.words import numbers_only, says_nothing
from bot.flow.expect.yes_no import yes_no as read_yes_no
from bot.flow.model import Question
from bot.flow.reply import Reply
from bot.flow.returning import enough, finish_early
from bot.flow.taking import LATER, keep_note, take_answer, take_items

_ROLES = {"patient": Source.PATIENT, "parent": Source.PROXY, "carer": Source.PROXY}


def yes_no(draft: Draft, reply: Reply, question: Question) -> Draft:
    said = read_yes_no(reply.text, reply.intent)
    if said.value is None and says_nothing(reply.text):
        return take_answer(draft, question, reply.quotes(), says_nothing(reply.text)).then(move_on)
    asked_before = draft.agenda.answer(question.id)
    value = said.value or (asked_before.value if asked_before and draft.session.tries else None)
    draft = _handed_over(take_answer(draft, question, reply.quotes(), value), reply, question, said.value)
    if said.value == "yes" and said.rest is None and question.prompt and draft.session.tries < question.unclear.tries:
        return prompt(draft, question)
    return move_on(draft)


def choice(draft: Draft, reply: Reply, question: Question) -> Draft:
    chosen = chosen_option(reply.text, question.options)
    if chosen is None:
        return _not_chosen(draft, reply, question)
    draft = _handed_over(take_answer(draft, question, reply.quotes(), chosen.id), reply, question, chosen.id)
    if question.fills == "source.role":
        draft = _answered_by(draft, chosen.id)
    return move_on(draft)


def _handed_over(draft: Draft, reply: Reply, question: Question, value: str | None) -> Draft:
    """Have a person call, where the flow says so after this answer."""
    if value is None or value != question.hand_over:
        return draft
    return draft.request("call_me", reply.quotes()).tell("call_coming")


def _answered_by(draft: Draft, role: str) -> Draft:
    draft = draft.at(source=_ROLES.get(role, draft.session.source))
    # A child who answers on the number of a proxy: a person checks before anything private is asked.
    return draft.task("check_who_answers") if role == "patient" else draft


def ranking(draft: Draft, reply: Reply, question: Question) -> Draft:
    order = ranked(reply.text, draft.agenda.current)
    if order is not None:
        return take_answer(draft.record(ItemsRanked(order)), question, reply.quotes()).then(move_on)
    if enough(reply):
        return finish_early(draft, reply)
    changed = edited(draft, reply)
    return changed.then(ask) if changed else _not_chosen(draft, reply, question)


def date(draft: Draft, reply: Reply, question: Question) -> Draft:
    day = date_in(reply.text, language=reply.language, today=draft.now.date())
    if day is None and not says_nothing(reply.text) and draft.session.tries < question.unclear.tries:
        return keep_note(draft, reply).at(tries=draft.session.tries + 1).tell("which_date")
    draft = take_answer(draft, question, reply.quotes(), day.isoformat() if day else None)
    return move_on(draft, start=None if day else question.unclear.next)


def _not_chosen(draft: Draft, reply: Reply, question: Question) -> Draft:
    """Ask for a number once; words that are a topic become one; the second time the words are the answer."""
    topics = any(not concern.negated for concern in reply.concerns)
    draft = take_items(draft, LATER, reply) if topics else draft
    if draft.session.tries >= question.unclear.tries:
        return move_on(take_answer(draft, question, reply.quotes()), start=question.unclear.next)
    draft = draft.at(tries=draft.session.tries + 1)
    if topics:
        return ask(draft if draft.say else draft.tell("got_it"))
    noted = draft if numbers_only(reply.text) else keep_note(draft, reply)
    return noted.tell("pick_number").then(ask)
