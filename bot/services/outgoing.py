"""Writing a text that leaves: the row and the job in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from bot.messaging.encoding import measure, plain
from bot.ports import UnitOfWork
from bot.records import Message

SAFETY_PURPOSES = ("emergency", "crisis", "same_day", "abuse", "stranger_in_danger")


async def post(
    uow: UnitOfWork,
    *,
    text: str,
    purpose: str,
    channel: str,
    language: str,
    at: datetime,
    number_id: UUID | None,
    conversation_id: UUID | None,
    in_reply_to: Sequence[int] = (),
    by: str = "previsit",
) -> int:
    """Store a text and queue its sending. A text to the web chat needs no sender: the page reads it from the table."""
    by_sms = channel == "sms"
    wording = plain(text) if by_sms else text  # look-alikes only: a read-back keeps the patient's accents
    size = measure(wording)
    message = Message(
        id=0,
        conversation_id=conversation_id,
        number_id=number_id,
        direction="out",
        channel=channel,
        purpose=purpose,
        text=wording,
        at=at,
        by=by,
        language=language,
        in_reply_to=tuple(in_reply_to),
        status="waiting" if by_sms else "shown",
        encoding=size.encoding if by_sms else None,
        segments=size.count if by_sms else None,
        handed_at=None if by_sms else at,
        processed_at=at,
    )
    message_id = await uow.messages.add_outbound(message)
    if by_sms:
        await _queue(uow, message_id, purpose, number_id)
    return message_id


async def _queue(uow: UnitOfWork, message_id: int, purpose: str, number_id: UUID | None) -> None:
    # One job at a time per number keeps the order; a safety text must not wait behind a text that is being retried.
    if purpose in SAFETY_PURPOSES:
        await uow.jobs.defer("send_safety_message", message_id=message_id)
    else:
        await uow.jobs.defer("send_message", lock=f"number:{number_id}", message_id=message_id)
