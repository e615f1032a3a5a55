"""Taking down what was said: words become items or the answer to a question, and are never lost on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.agenda.concern import Concern
from bot.agenda.events import (
    Answered,
    AnswerWithdrawn,
    CommitmentMade,
    CommitmentWithdrawn,
    Event,
    ItemAdded,
    ItemRepeated,
    ItemWithdrawn,
    ToldAfter,
)
from bot.agenda.model import AFTER, Answer, Commitment, Item, Quote
from bot.flow.clauses import Told, beside_denials, told, without_frame
from bot.flow.course import open_for
from bot.flow.draft import Draft
from bot.flow.expect.mentions import same_words
from bot.flow.model import Question, QuestionKind
from bot.flow.reply import Reply, Span

LATER = "added_later"  # the answer that keeps words said beside any question
EARLY = "finish_early"

_WHO = {"commitments.patient": "patient", "commitments.asked_of_team": "asked_of_team"}
_WISH = re.compile(
    r"\b(?:want|wanna|would like|i'?d (?:like|love)|hope)\b.{0,12}\b(?:be able to|again)\b"
    r"|\b(?:want|wanna|like|love|hope) to\b.{0,40}\bagain\b"
    r"|\b(?:quiero|quisiera|espero|me gustar[ií]a)\s+(?:volver\s+a|poder)\b",
    re.IGNORECASE,
)


def take_items(draft: Draft, question: str, reply: Reply, span: Span | None = None, *, anew: bool = False) -> Draft:
    """Add an item for each concern; without one, an item of the words. The whole reply is kept as the answer.

    What is only denied ("no fever") is kept in the answer and is no item. The same words said again are the same item.
    anew: the answer takes the place of what was said to the question before.
    """
    whole = span or (0, len(reply.text))
    found = [concern for concern in reply.concerns if whole[0] <= concern.start < concern.end <= whole[1]]
    present = told(reply, found, whole)
    goals = _goals(draft, question, reply.running, present)
    if goals:
        draft = _with_goal(draft, reply, goals)
    for one in present:
        if one not in goals:
            draft = add_item(draft, question, reply.quotes(*one.span), one.concern)
    for piece in () if present else _without_concern(reply.running, found, whole):
        draft = add_item(draft, question, reply.quotes(*piece))
    draft = draft.record(AnswerWithdrawn(question)) if anew else draft
    return keep(draft, question, "items", reply.quotes(*whole))


def take_answer(draft: Draft, question: Question, quotes: tuple[Quote, ...], value: str | None = None) -> Draft:
    """Record the answer; a new one takes the place of the old. An answer about a commitment makes it."""
    return reword_answer(draft, Answer(question.id, question.fills or "notes"), quotes, value)


def reword_answer(draft: Draft, answer: Answer, quotes: tuple[Quote, ...], value: str | None = None) -> Draft:
    said = replace(answer, quotes=quotes, value=value)
    draft = draft.record(ToldAfter(said) if said.fills.startswith(AFTER) else Answered(said))
    return _commit(draft, _WHO[answer.fills], quotes, value) if answer.fills in _WHO else draft


def add_to_answer(draft: Draft, question: Question, quotes: tuple[Quote, ...], value: str | None = None) -> Draft:
    """The same, beside what was said to the question before; "I don't know" gives way to an answer."""
    before = draft.agenda.answer(question.id)
    kept = before.quotes if before and before.value is None and draft.session.reopened != question.id else ()
    return take_answer(draft, question, (*kept, *(quote for quote in quotes if quote not in kept)), value)


def keep(draft: Draft, question: str, fills: str, quotes: tuple[Quote, ...]) -> Draft:
    """Keep words under a question that collects them."""
    before = draft.agenda.answer(question)
    kept = before.quotes if before and before.value is None else ()
    new = tuple(quote for quote in quotes if quote not in kept)
    return draft.record(Answered(Answer(question, fills, (*kept, *new)))) if new else draft


def keep_note(draft: Draft, reply: Reply) -> Draft:
    """Keep words that answer no question of ours and are no topic."""
    return keep(draft, f"{LATER}_note", "notes", reply.quotes())


def withdraw_answer(draft: Draft, question: str) -> Draft:
    answer = draft.agenda.answer(question)
    gone: list[Event] = [AnswerWithdrawn(question)]
    if answer and answer.fills in _WHO:
        gone += _withdrawn_commitments(draft, _WHO[answer.fills])
    return draft.record(*gone)


def withdraw_items_of(draft: Draft, question: str, kept: Sequence[int]) -> Draft:
    """Take off what an earlier answer to a question that was asked again had brought."""
    gone = [item.id for item in draft.agenda.current if item.question == question and item.id not in kept]
    return draft.record(*(ItemWithdrawn(item_id) for item_id in gone))


def _goals(draft: Draft, question: str, text: str, present: Sequence[Told]) -> tuple[Told, ...]:
    """A goal told beside a topic answers the question about goals, which is then not asked."""
    goals = tuple(one for one in present if _is_wish(text, one))
    asked = open_for(draft.flow, draft.agenda, "what_matters.goal")
    return goals if asked and asked.id != question and len(goals) < len(present) else ()


def _is_wish(text: str, one: Told) -> bool:
    return one.concern.category == "goal_or_what_matters" or _WISH.search(text[slice(*one.span)]) is not None


def _with_goal(draft: Draft, reply: Reply, goals: Sequence[Told]) -> Draft:
    asked = open_for(draft.flow, draft.agenda, "what_matters.goal")
    return take_answer(draft, asked, tuple(q for goal in goals for q in reply.quotes(*goal.span))) if asked else draft


def _without_concern(text: str, found: Sequence[Concern], whole: Span) -> tuple[Span, ...]:
    return beside_denials(text, found, whole) if found else (without_frame(text, whole),)


def add_item(draft: Draft, question: str, quotes: tuple[Quote, ...], concern: Concern | None = None) -> Draft:
    """Add one item, unless it is on the list in the same words."""
    if not quotes:
        return draft
    item = _item(draft, question, quotes, concern)
    said_before = next((one for one in draft.agenda.current if same_words(one.words, item.words)), None)
    if said_before is not None:
        return draft.record(ItemRepeated(said_before.id, quotes))
    return draft.record(ItemAdded(item))


def _item(draft: Draft, question: str, quotes: tuple[Quote, ...], concern: Concern | None) -> Item:
    item = Item(draft.agenda.next_item_id, quotes, source=draft.session.source, question=question)
    if concern is None:
        return item
    return replace(
        item,
        category=concern.category,
        body_site=concern.body_site,
        duration=concern.duration,
        severity=concern.severity,
        person=concern.person,
    )


def _commit(draft: Draft, who: str, quotes: tuple[Quote, ...], value: str | None) -> Draft:
    draft = draft.record(*_withdrawn_commitments(draft, who))
    if value is not None:
        return draft
    return draft.record(CommitmentMade(Commitment(draft.agenda.next_commitment_id, who, quotes)))


def _withdrawn_commitments(draft: Draft, who: str) -> list[CommitmentWithdrawn]:
    made = [one for one in draft.agenda.commitments if one.who == who and not one.withdrawn and one.text is None]
    return [CommitmentWithdrawn(one.id) for one in made]


def repeats(question: Question) -> bool:
    return question.kind is QuestionKind.SOMETHING_ELSE
