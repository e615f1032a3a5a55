"""What the provider says became of a text: late, twice and in any order, so only news counts."""

from __future__ import annotations

from bot.messaging.failures import failure
from bot.messaging.status import FAILED, later
from bot.ports import Clock, UnitOfWork
from bot.services.sending import text_lost


async def take_report(provider_id: str, status: str, code: str | None, uow: UnitOfWork, clock: Clock) -> bool:
    """Join a report to what is known of a text; False when it tells nothing new or the text is not ours."""
    async with uow:
        known = await uow.messages.by_provider_id(provider_id)
        if known is None or known.direction != "out":
            return False
        message = await uow.messages.lock(known.id)
        progress = later(message.status, status)
        if not progress.moved:
            return False
        await uow.messages.update(message.id, status=progress.status, status_code=code or message.status_code)
        if progress.status in FAILED and message.number_id is not None:
            await text_lost(message, await uow.numbers.get(message.number_id), failure(code), uow, clock)
        await uow.commit()
    return True
