"""`previsit reconcile`: the certificate that nothing is missing."""

from __future__ import annotations

import typer

from bot.services.reconcile import certificate, check_summaries, take_in_missed
from integrations.wiring import Wiring


async def print_certificate(wiring: Wiring) -> bool:
    """Compare, repair and print; return whether nothing needs a person. Raises DeliveryFailed when Twilio cannot be asked."""
    burst_wait = wiring.settings.burst_wait
    await wiring.jobs.open_async()
    try:
        inbox, open_unit, clock = wiring.inbox, wiring.unit_of_work, wiring.clock
        texts = await take_in_missed(inbox, open_unit, clock, burst_wait=burst_wait) if inbox else None
        summaries = await check_summaries(wiring.ways_of, open_unit, clock)
    finally:
        await wiring.jobs.close_async()
        await wiring.close()
    typer.echo("\n".join(certificate(texts, summaries, clock.now())))
    return not any(one.outcome == "needs_a_person" for one in summaries)
