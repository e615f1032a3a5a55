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
)
from bot.agenda.model import Answer, Commitment, Item, Quote
from bot.agenda.uncovered import uncovered
from bot.flow.course import open_for
from bot.flow.draft import Draft
from bot.flow.expect.mentions import same_words
from bot.flow.model import Question, QuestionKind
from bot.flow.reply import Reply, Span

LATER = "added_later"  # the answer that keeps words said beside any question
EARLY = "finish_early"

_WHO = {"commitments.patient": "patient", "commitments.asked_of_team": "asked_of_team"}
_LEAD = re.compile(
    r"\s*(?:(?:oh|and|also|but|add|plus|well|so|ok|okay|y|e|tambi[eé]n|adem[aá]s|agreg(?:ue|a)|a[ñn]ad[ae]|pues|pero|ah)\b[\s,.:;-]*)+",
    re.IGNORECASE,
)


def take_items(draft: Draft, question: str, reply: Reply, span: Span | None = None, *, anew: bool = False) -> Draft:
    """Add an item for each concern; without one, an item of the words. The whole reply is kept as the answer.

    What is only denied ("no fever") is kept in the answer and is no item. The same words said again are the same item.
    anew: the answer takes the place of what was said to the question before.
    """
    start, end = span or (0, len(reply.text))
    found = [concern for concern in reply.concerns if start <= concern.start < concern.end <= end]
    draft = _with_goal(draft, question, reply, found)
    known = draft.agenda.filled("what_matters.goal")
    present = [concern for concern in found if not concern.negated and not _quoted(reply, concern, known)]
    for concern in present:
        draft = add_item(draft, question, reply.quotes(concern.start, concern.end), concern)
    if not present:
        draft = add_item(draft, question, _words_left(reply, (start, end), found), None)
    draft = draft.record(AnswerWithdrawn(question)) if anew else draft
    return keep(draft, question, "items", reply.quotes(start, end))


def take_answer(draft: Draft, question: Question, quotes: tuple[Quote, ...], value: str | None = None) -> Draft:
    """Record the answer; a new one takes the place of the old. An answer about a commitment makes it."""
    return reword_answer(draft, Answer(question.id, question.fills or "notes"), quotes, value)


def reword_answer(draft: Draft, answer: Answer, quotes: tuple[Quote, ...], value: str | None = None) -> Draft:
    draft = draft.record(Answered(replace(answer, quotes=quotes, value=value)))
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


def _with_goal(draft: Draft, question: str, reply: Reply, found: list[Concern]) -> Draft:
    """A goal told beside a topic answers the question about goals, which is then not asked."""
    goals = [c for c in found if c.category == "goal_or_what_matters" and not c.negated]
    others = [c for c in found if c not in goals and not c.negated]
    asked = open_for(draft.flow, draft.agenda, "what_matters.goal")
    if not (goals and others) or asked is None or asked.id == question:
        return draft
    return take_answer(draft, asked, tuple(q for goal in goals for q in reply.quotes(goal.start, goal.end)))


def _quoted(reply: Reply, concern: Concern, answers: Sequence[Answer]) -> bool:
    return any(set(reply.quotes(concern.start, concern.end)) <= set(answer.quotes) for answer in answers)


def _words_left(reply: Reply, span: Span, found: list[Concern]) -> tuple[Quote, ...]:
    """Return the words of the span that are no concern: all of them, without "and also", where there is none."""
    start, end = span
    if not found:
        lead = _LEAD.match(reply.text, start, end)
        after = lead.end() if lead and lead.end() < end else start
        return reply.quotes(after, end) or reply.quotes(start, end)
    covers = [quote for concern in found for quote in reply.quotes(concern.start, concern.end)]
    return tuple(piece for quote in reply.quotes(start, end) for piece in uncovered(quote, covers))


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
