"""The printed sheet as a part of what is sent."""

from __future__ import annotations

import asyncio

from bot.errors import DeliveryFailed
from bot.services.summary_shape import Summary
from integrations.printing.pdf import NoPrinting
from integrations.printing.summary_sheet import summary_pdf


async def sheet_of(summary: Summary) -> bytes:
    """Return the PDF, laid out beside whatever else goes on: the same bytes on every try."""
    try:
        return await asyncio.to_thread(summary_pdf, summary)
    except NoPrinting as error:
        raise DeliveryFailed(str(error), retryable=True, code="no_printing") from error
