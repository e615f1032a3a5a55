"""What a change does to the list: a line is worded anew, lines are taken off, others come in their place."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.events import Event, ItemAmended, ItemRelabelled, ItemWithdrawn
from bot.agenda.model import Quote
from bot.agenda.tokens import words
from bot.flow import edits
from bot.flow.draft import Draft
from bot.flow.expect.numbers import numbers
from bot.flow.model import Stage
from bot.flow.reply import Reply, Span
from bot.flow.shortening import shortened
from bot.flow.taking import LATER, reword_answer, take_items, withdraw_answer
from bot.flow.targets import MOST_LINES, neighbours

ERASE_TASK = "erase_words"
_DELETING = frozenset(
    words("delete deleted erase erased wipe wiped borre borra borrar borrelo elimine elimina eliminar")
)
SIDES = frozenset(
    words("left right upper lower top bottom front both izquierda izquierdo derecha derecho arriba abajo ambas ambos")
)


def replace_words(draft: Draft, target: str, reply: Reply, span: Span) -> Draft:
    """Let the line say these words; what it said before is kept in its history."""
    quotes = reply.quotes(*span)
    if not quotes:
        return draft.tell("unchanged")
    kind, _, name = target.partition(":")
    answer = draft.agenda.answer(name) if kind == "answer" else None
    if answer is not None:
        draft = reword_answer(draft, answer, quotes)
    else:
        draft = draft.record(ItemAmended(int(name), quotes), *_relabelled(draft, int(name), reply, span))
    return draft.tell("changed_to", words=shortened(_said(quotes)))


def remove(draft: Draft, targets: tuple[str, ...], text: str, *, replaced: bool = False) -> Draft:
    """Take lines off; words of the same clause go with a line that was named by its words. replaced: others come."""
    beside = () if numbers(text, MOST_LINES) else neighbours(draft, targets)
    for target in (*targets, *beside):
        kind, _, name = target.partition(":")
        draft = withdraw_answer(draft, name) if kind == "answer" else draft.record(ItemWithdrawn(int(name)))
    for_good = edits.wants_erasing(text) or (_deletes(draft, text) and not replaced)
    return draft.task(ERASE_TASK) if for_good else draft


def _deletes(draft: Draft, text: str) -> bool:
    """Whether "delete" means the words: it does while no list is shown that a line could be taken off."""
    return draft.session.stage is Stage.ASKING and bool(_DELETING.intersection(words(text)))


def swapped(draft: Draft, reply: Reply, old: tuple[str, ...], fresh: Sequence[Span]) -> Draft:
    draft = remove(draft, old, reply.text, replaced=bool(fresh))
    for piece in fresh:
        draft = take_items(draft, LATER, reply, piece)
    if not fresh:
        return draft.tell("removed")
    return draft.tell("changed_to", words=shortened("; ".join(reply.text[slice(*piece)] for piece in fresh)))


def _relabelled(draft: Draft, item_id: int, reply: Reply, span: Span) -> list[Event]:
    within = [c for c in reply.concerns if span[0] <= c.start and c.end <= span[1] and not c.negated]
    item = draft.agenda.item(item_id)
    if len(within) != 1 or item is None or within[0].category in ("other", item.category):
        return []
    return [ItemRelabelled(item_id, within[0].category)]


def _said(quotes: tuple[Quote, ...]) -> str:
    return " ".join(quote.words for quote in quotes)
