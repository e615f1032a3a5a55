"""An answer to the open question of the flow, one function for each kind of question."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.agenda.model import Item
from bot.agenda.tokens import content, words
from bot.flow import choosing
from bot.flow.asking import ask, move_on, prompt, read_back
from bot.flow.changing import ask_which, change, edited, names_no_line
from bot.flow.draft import Draft
from bot.flow.edits import asks_to_change, changes_a_line, flat, wants_erasing
from bot.flow.expect.numbers import only_places
from bot.flow.expect.something_else import says_nothing_else
from bot.flow.expect.words import (
    begins_unsure,
    emoji_only,
    no_words,
    only_yes,
    says_here,
    says_not_now,
    says_nothing,
    thumbs,
)
from bot.flow.expect.yes_no import yes_no
from bot.flow.model import Question, QuestionKind
from bot.flow.reply import Reply, Span
from bot.flow.returning import enough, finish_early, welcome_back
from bot.flow.taking import (
    LATER,
    add_to_answer,
    keep,
    keep_note,
    take_answer,
    take_items,
    withdraw_items_of,
)
from bot.flow.volunteered import adds_a_topic, first_of_these, named_first


def answer(draft: Draft, reply: Reply) -> Draft:
    """Take an answer down and go on."""
    question = draft.question
    if question is None:
        return read_back(keep_note(draft, reply))
    if (
        draft.away
        and (says_here(reply.text) or _asks_if_on(reply) or _excuses(reply))
        and question.kind is not QuestionKind.YES_NO
    ):
        return welcome_back(draft)
    if draft.away:
        reply = _without_excuse(reply)
    if no_words(reply.text):
        return _signs(draft, reply, question)
    if question.fills == "items" and only_places(reply.text):
        return _number_alone(draft, reply, question)
    if question.kind not in (QuestionKind.RANKING, QuestionKind.CHOICE) and enough(reply):
        return finish_early(draft, reply)
    if wants_erasing(reply.text) or asks_to_change(reply.text) or changes_a_line(reply.text):
        return change(draft, reply)
    changed = edited(draft, reply) if question.kind is not QuestionKind.RANKING else None
    topic = adds_a_topic(reply) if question.fills != "items" and not changed else None
    if topic:
        return take_items(draft, LATER, reply, topic).tell("got_it").then(ask)
    if changed:
        return changed.then(ask)
    if names_no_line(reply.text) and draft.agenda.current:
        return ask_which(draft)
    return by_kind(draft, reply, question)


def by_kind(draft: Draft, reply: Reply, question: Question) -> Draft:
    return _BY_KIND[question.kind](draft, reply, question)


def _asks_if_on(reply: Reply) -> bool:
    """Whether it is a question of small words, by one who comes back: "still need me?"."""
    return reply.text.rstrip().endswith("?") and not content(words(reply.text))


def _excuses(reply: Reply) -> bool:
    """Whether it only says why the answer took so long: "sorry fell asleep", "perdón, anduve trabajando"."""
    said = _EXCUSE.search(flat(reply.text)) is not None and len(words(reply.text)) <= _LONGEST_EXCUSE
    return said and not _without_excuse(reply).concerns


def _without_excuse(reply: Reply) -> Reply:
    """Take "I was working" for no topic of "sorry I was working, also I sleep badly"."""
    why = _EXCUSE.search(flat(reply.text))
    if why is None:
        return reply
    return replace(
        reply, concerns=tuple(one for one in reply.concerns if one.end <= why.start() or why.end() <= one.start)
    )


_LONGEST_EXCUSE = 8  # words
_EXCUSE = re.compile(
    r"\b(?:got|was|been|were|fell|andaba|anduve|estaba|estuve|quede)\s+(?:\w+\s+)?"
    r"(?:busy|asleep|tied\s+up|working|driving|sleeping|at\s+work|ocupad\w*|dormid\w*|trabajando|manejando|en\s+el\s+trabajo)\b"
    r"|\bforgot\s+(?:all\s+)?(?:about\s+(?:this|it|these)|to\s+(?:answer|reply|respond|text))\b"
    r"|\bse\s+me\s+(?:habia\s+)?olvid\w+\s+(?:esto|contestar\w*|responder\w*)"
)


def _words(draft: Draft, reply: Reply, question: Question) -> Draft:
    if question.fills == "commitments.patient" and says_not_now(reply.text):
        return take_answer(draft, question, reply.quotes(), "not_now").then(move_on)
    nothing = says_nothing(reply.text) or ("dont_know" if _says_little(reply, question) else None)
    if nothing:
        return _unclear(draft, reply, question, nothing)
    if question.fills != "items":
        return add_to_answer(draft, question, reply.quotes()).then(move_on)
    return move_on(_items(draft, reply, question))


def _says_little(reply: Reply, question: Question) -> bool:
    if not question.prompt:
        return False
    unsure = reply.intent == "dont_know" and len(reply.text.split()) < 7
    return only_yes(reply.text) or unsure or _has_no_topic(reply, question)


def _has_no_topic(reply: Reply, question: Question) -> bool:
    return question.fills == "items" and not reply.concerns and begins_unsure(reply.text)


def _items(draft: Draft, reply: Reply, question: Question) -> Draft:
    """Add items; after BACK they take the place of those the question brought before."""
    replaced = draft.session.reopened == question.id and question.kind is not QuestionKind.SOMETHING_ELSE
    had = {item.id for item in draft.agenda.items}
    draft = _with_rank(draft, reply, question, anew=replaced)
    new = [item.id for item in draft.agenda.current if item.id not in had or _just_said(item, reply)]
    return withdraw_items_of(draft, question.id, new) if replaced and new else draft


def _with_rank(
    draft: Draft, reply: Reply, question: Question, span: Span | None = None, *, anew: bool = False
) -> Draft:
    """Add items, and put first what is said to come first."""
    named = named_first(reply)
    taken = take_items(draft, question.id, reply.hiding(named) if named else reply, span, anew=anew)
    ranked = first_of_these(taken, reply, named)
    unranked = named is not None and ranked is taken
    return keep(taken, question.id, "items", reply.quotes(*named)) if unranked and named else ranked


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
    draft = _with_rank(draft, reply, question, span)
    if draft.session.rounds >= question.repeat:
        return move_on(draft)
    return draft.at(rounds=draft.session.rounds + 1, tries=0).tell("got_it").then(ask)


def _unclear(draft: Draft, reply: Reply, question: Question, value: str) -> Draft:
    """One gentle nudge where the question has one, then on; the words are kept in any case."""
    before = draft.agenda.answer(question.id)
    said = (*(before.quotes if before else ()), *reply.quotes())
    draft = take_answer(draft, question, said, before.value if before else value)
    if question.prompt and draft.session.tries < question.unclear.tries:
        return prompt(draft, question)
    return move_on(draft, start=question.unclear.next)


def _number_alone(draft: Draft, reply: Reply, question: Question) -> Draft:
    """A number where nothing is numbered is no topic: it is kept as a note, and words are asked for once."""
    kept = keep_note(draft, reply)
    return move_on(kept) if draft.session.tries else kept.at(tries=1).tell("emoji")


def _signs(draft: Draft, reply: Reply, question: Question) -> Draft:
    """Emoji, dots or a question mark: a thumb answers a yes-or-no question, other signs are kept and words asked for."""
    if not emoji_only(reply.text):
        return ask(draft)
    if thumbs(reply.text) and question.kind in (QuestionKind.YES_NO, QuestionKind.SOMETHING_ELSE):
        return by_kind(draft, reply, question)
    typed = question.kind in (QuestionKind.RANKING, QuestionKind.CHOICE, QuestionKind.DATE)
    kept = keep_note(draft, reply) if typed else add_to_answer(draft, question, reply.quotes())
    if draft.session.tries >= question.unclear.tries:
        return move_on(kept)
    return kept.at(tries=draft.session.tries + 1).tell("emoji")


_BY_KIND: dict[QuestionKind, Callable[[Draft, Reply, Question], Draft]] = {
    QuestionKind.WORDS: _words,
    QuestionKind.SOMETHING_ELSE: _something_else,
    QuestionKind.YES_NO: choosing.yes_no,
    QuestionKind.CHOICE: choosing.choice,
    QuestionKind.RANKING: choosing.ranking,
    QuestionKind.DATE: choosing.date,
}
