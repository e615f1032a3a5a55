"""What the patient's side needs of the outside world; `integrations/` implements it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Decides every due time, so that a test can move it."""

    def now(self) -> datetime:
        """Return the present moment, with its offset."""


@dataclass(frozen=True)
class Handed:
    """A text that the provider took over."""

    provider_id: str
    status: str  # as the provider words it: queued, sent, …


class MessageSender(Protocol):
    """A way to text somebody."""

    async def send(self, to: str, text: str, *, reference: str) -> Handed:
        """Hand one text over, or raise DeliveryFailed; `reference` is our own message id."""

    async def find(self, to: str, text: str, *, since: datetime) -> Handed | None:
        """Look up a text whose sending ended without an answer: None when the provider never took it."""
