"""An answer to the open question of the flow, one function for each kind of question."""

from __future__ import annotations

from collections.abc import Callable

from bot.agenda.events import ItemsRanked
from bot.agenda.model import Item, Source
from bot.flow.asking import ask, move_on, opened, prompt, read_back
from bot.flow.changing import change, edited
from bot.flow.course import open_for
from bot.flow.draft import Draft
from bot.flow.edits import asks_to_change, wants_erasing
from bot.flow.expect.choice import choice
from bot.flow.expect.date import date_in
from bot.flow.expect.ranking import ranking
from bot.flow.expect.something_else import says_nothing_else
from bot.flow.expect.words import (
    emoji_only,
    no_words,
    numbers_only,
    only_yes,
    says_enough,
    says_here,
    says_not_now,
    says_nothing,
    thumbs,
)
from bot.flow.expect.yes_no import yes_no
from bot.flow.listing import shortened
from bot.flow.model import Question, QuestionKind
from bot.flow.noticing import had_enough
from bot.flow.reply import Reply
from bot.flow.taking import (
    EARLY,
    LATER,
    add_to_answer,
    keep,
    keep_note,
    take_answer,
    take_items,
    withdraw_items_of,
)
from bot.flow.volunteered import adds_a_topic, first_of_these

RECAP_LENGTH = 60  # characters: the recap and the question go out as one text
_ROLES = {"patient": Source.PATIENT, "parent": Source.PROXY, "carer": Source.PROXY}


def answer(draft: Draft, reply: Reply) -> Draft:
    """Take an answer down and go on."""
    question = draft.question
    if question is None:
        return read_back(draft)
    if draft.away and says_here(reply.text) and question.kind is not QuestionKind.YES_NO:
        return welcome_back(draft)
    if no_words(reply.text):
        return _signs(draft, reply, question)
    if question.kind not in (QuestionKind.RANKING, QuestionKind.CHOICE) and _enough(reply):
        return finish_early(draft, reply)
    if wants_erasing(reply.text) or asks_to_change(reply.text):
        return change(draft, reply)
    changed = edited(draft, reply) if question.kind is not QuestionKind.RANKING else None
    topic = adds_a_topic(reply) if question.fills != "items" and not changed else None
    if topic:
        return take_items(draft, LATER, reply, topic).tell("got_it").then(ask)
    return changed.then(ask) if changed else _BY_KIND[question.kind](draft, reply, question)


def _enough(reply: Reply) -> bool:
    """Whether the patient wants to be done, and names no topic besides."""
    start, end = had_enough(reply.text) or (0, 0)
    topics = any(not one.negated and (one.end <= start or end <= one.start) for one in reply.concerns)
    return says_enough(reply.text) or (end > 0 and not topics)


def welcome_back(draft: Draft) -> Draft:
    """After a long pause: one line on what was said so far, and the open question."""
    said = shortened("; ".join(item.words for item in draft.agenda.current), RECAP_LENGTH)
    return (draft.tell("recap", list=said) if said else draft.tell("welcome_back")).then(ask)


def finish_early(draft: Draft, reply: Reply) -> Draft:
    """Enough questions: with something on the list it is read back, else one question is all that is asked."""
    draft = keep(draft, EARLY, "participation.early", reply.quotes())
    asked = open_for(draft.flow, draft.agenda, "items")
    if draft.agenda.current or draft.session.brief or asked is None:
        return draft.tell("thanks_early").then(read_back)
    return opened(draft.at(brief=True).tell("just_one"), asked).then(ask)


def _words(draft: Draft, reply: Reply, question: Question) -> Draft:
    if question.fills == "commitments.patient" and says_not_now(reply.text):
        return take_answer(draft, question, reply.quotes(), "not_now").then(move_on)
    nothing = says_nothing(reply.text) or ("dont_know" if _says_little(reply, question) else None)
    if nothing:
        return _unclear(draft, reply, question, nothing)
    if question.fills != "items":
        return add_to_answer(draft, question, reply.quotes()).then(move_on)
    return move_on(first_of_these(_items(draft, reply, question), reply))


def _says_little(reply: Reply, question: Question) -> bool:
    return bool(question.prompt) and (
        only_yes(reply.text) or (reply.intent == "dont_know" and len(reply.text.split()) < 7)
    )


def _items(draft: Draft, reply: Reply, question: Question) -> Draft:
    """Add items; after BACK they take the place of those the question brought before."""
    replaced = draft.session.reopened == question.id and question.kind is not QuestionKind.SOMETHING_ELSE
    had = {item.id for item in draft.agenda.items}
    draft = take_items(draft, question.id, reply, anew=replaced)
    new = [item.id for item in draft.agenda.current if item.id not in had or _just_said(item, reply)]
    return withdraw_items_of(draft, question.id, new) if replaced and new else draft


def _just_said(item: Item, reply: Reply) -> bool:
    messages = {piece.message_id for piece in reply.pieces}
    return any(quote.message_id in messages for quote in item.quotes)


def _something_else(draft: Draft, reply: Reply, question: Question) -> Draft:
    if says_nothing_else(reply.text, reply.intent) and not reply.concerns:
        said = draft.agenda.answer(question.id)
        return move_on(draft if said else take_answer(draft, question, reply.quotes(), "nothing"))
    said_yes = yes_no(reply.text)
    if said_yes.value == "yes" and said_yes.rest is None:
        return draft.at(tries=draft.session.tries + 1).tell("what_else") if draft.session.tries < 1 else move_on(draft)
    span = said_yes.rest if said_yes.value == "yes" else None
    draft = first_of_these(take_items(draft, question.id, reply, span), reply)
    if draft.session.rounds >= question.repeat:
        return move_on(draft)
    return draft.at(rounds=draft.session.rounds + 1, tries=0).tell("got_it").then(ask)


def _yes_no(draft: Draft, reply: Reply, question: Question) -> Draft:
    said = yes_no(reply.text, reply.intent)
    if said.value is None and says_nothing(reply.text):
        return take_answer(draft, question, reply.quotes(), says_nothing(reply.text)).then(move_on)
    asked_before = draft.agenda.answer(question.id)
    value = said.value or (asked_before.value if asked_before and draft.session.tries else None)
    draft = take_answer(draft, question, reply.quotes(), value)
    if said.value == "yes" and said.rest is None and question.prompt and draft.session.tries < question.unclear.tries:
        return prompt(draft, question)
    return move_on(draft)


def _choice(draft: Draft, reply: Reply, question: Question) -> Draft:
    chosen = choice(reply.text, question.options)
    if chosen is None:
        return _not_chosen(draft, reply, question)
    draft = take_answer(draft, question, reply.quotes(), chosen.id)
    if question.fills == "source.role":
        draft = _answered_by(draft, chosen.id)
    return move_on(draft)


def _answered_by(draft: Draft, role: str) -> Draft:
    draft = draft.at(source=_ROLES.get(role, draft.session.source))
    # A child who answers on the number of a proxy: a person checks before anything private is asked.
    return draft.task("check_who_answers") if role == "patient" else draft


def _not_chosen(draft: Draft, reply: Reply, question: Question) -> Draft:
    """Ask for a number once; words that are a topic become one; the second time the words are the answer."""
    topics = any(not concern.negated for concern in reply.concerns)
    if draft.session.tries >= question.unclear.tries and not topics:
        return take_answer(draft, question, reply.quotes()).then(move_on)
    if not topics:
        noted = draft if numbers_only(reply.text) else keep_note(draft, reply)
        return noted.at(tries=draft.session.tries + 1).tell("pick_number").then(ask)
    kept = take_items(draft, LATER, reply).at(tries=draft.session.tries + 1)
    return ask(kept if kept.say else kept.tell("got_it"))


def _ranking(draft: Draft, reply: Reply, question: Question) -> Draft:
    order = ranking(reply.text, draft.agenda.current)
    if order is not None:
        return take_answer(draft.record(ItemsRanked(order)), question, reply.quotes()).then(move_on)
    if _enough(reply):
        return finish_early(draft, reply)
    changed = edited(draft, reply)
    return changed.then(ask) if changed else _not_chosen(draft, reply, question)


def _date(draft: Draft, reply: Reply, question: Question) -> Draft:
    day = date_in(reply.text, language=reply.language, today=draft.now.date())
    if day is None and not says_nothing(reply.text) and draft.session.tries < question.unclear.tries:
        return keep_note(draft, reply).at(tries=draft.session.tries + 1).tell("which_date")
    return take_answer(draft, question, reply.quotes(), day.isoformat() if day else None).then(move_on)


def _unclear(draft: Draft, reply: Reply, question: Question, value: str) -> Draft:
    """One gentle nudge where the question has one, then on; the words are kept in any case."""
    before = draft.agenda.answer(question.id)
    said = (*(before.quotes if before else ()), *reply.quotes())
    draft = take_answer(draft, question, said, before.value if before else value)
    if question.prompt and draft.session.tries < question.unclear.tries:
        return prompt(draft, question)
    return move_on(draft, start=question.unclear.next)


def _signs(draft: Draft, reply: Reply, question: Question) -> Draft:
    """Emoji, dots or a question mark: a thumb answers a yes-or-no question, other signs are kept and words asked for."""
    if not emoji_only(reply.text):
        return ask(draft)
    if thumbs(reply.text) and question.kind in (QuestionKind.YES_NO, QuestionKind.SOMETHING_ELSE):
        return _BY_KIND[question.kind](draft, reply, question)
    typed = question.kind in (QuestionKind.RANKING, QuestionKind.CHOICE, QuestionKind.DATE)
    kept = keep_note(draft, reply) if typed else add_to_answer(draft, question, reply.quotes())
    if draft.session.tries >= question.unclear.tries:
        return move_on(kept)
    return kept.at(tries=draft.session.tries + 1).tell("emoji")


_BY_KIND: dict[QuestionKind, Callable[[Draft, Reply, Question], Draft]] = {
    QuestionKind.WORDS: _words,
    QuestionKind.SOMETHING_ELSE: _something_else,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.CHOICE: _choice,
    QuestionKind.RANKING: _ranking,
    QuestionKind.DATE: _date,
}
