"""Destroying words that a patient takes back, as long as nothing has been sent.

What was sent is a copy in the team's record: there the words are withdrawn, and a task tells a person of the wish.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from bot.agenda.events import Answered, AnswerWithdrawn, ItemWithdrawn
from bot.agenda.model import Quote
from bot.engine.turn import Turn
from bot.flow.shortening import may_show
from bot.ports import UnitOfWork
from bot.records import Message, Visit

_NOT_GONE_YET = ("waiting", "on_its_way")  # a text without words cannot be sent


async def erase_taken_back(turn: Turn, visit: Visit, conversation_id: UUID, by: str, uow: UnitOfWork) -> None:
    """Destroy the messages that hold nothing but what this turn took off the list, and our texts that repeat it."""
    if visit.sent_at is not None:
        return
    taken = [*_of_items(turn), *await _of_answers(turn, visit, uow)]
    ours = [m for m in await uow.messages.of_conversation(conversation_id) if _repeats(m, taken)]
    erased = {quote.message_id for quote in taken} - _kept(turn) | {message.id for message in ours}
    for message_id in sorted(erased):
        await uow.messages.erase(message_id, turn.now)
        await uow.audit.note(by, "message.erase", f"message:{message_id}", turn.now)


def _of_items(turn: Turn) -> Iterable[Quote]:
    gone = {event.item_id for event in turn.events if isinstance(event, ItemWithdrawn)}
    return (quote for item in turn.agenda.items if item.id in gone for quote in (*item.quotes, *item.earlier))


async def _of_answers(turn: Turn, visit: Visit, uow: UnitOfWork) -> list[Quote]:
    """Return what was ever said to the questions whose answers are gone."""
    gone = {event.question for event in turn.events if isinstance(event, AnswerWithdrawn)}
    history = (recorded.event for recorded in await uow.agendas.history(visit.id)) if gone else ()
    said = (event.answer for event in history if isinstance(event, Answered))
    return [quote for answer in said if answer.question in gone for quote in answer.quotes]


def _kept(turn: Turn) -> set[int]:
    """Return the messages that still say something else: an item of the list, or an answer with words of its own."""
    items = (quote for item in turn.agenda.items if item.active for quote in item.quotes)
    answers = (quote for answer in turn.agenda.answers if answer.fills != "items" for quote in answer.quotes)
    return {quote.message_id for quote in (*items, *answers)}


def _repeats(message: Message, taken: Iterable[Quote]) -> bool:
    """Whether a text of ours, which the patient has already, shows such words in a list or a confirmation."""
    if message.direction != "out" or message.status in _NOT_GONE_YET or not message.text:
        return False
    return any(may_show(message.text, quote.words) for quote in taken if quote.words.strip())
