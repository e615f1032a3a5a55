"""What the web process counts."""

from __future__ import annotations

from bot.services.receive import Inbound, Received
from integrations import metrics


def count(inbound: Inbound, received: Received) -> None:
    """Count a message once, however often it was sent."""
    if received.message_id is not None:
        metrics.messages_in.labels(channel=inbound.channel).inc()
