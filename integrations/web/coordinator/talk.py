"""The conversation as a page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.agenda.model import Quote
from bot.records import Alert, Message
from integrations.web.coordinator import labels
from integrations.web.coordinator.rendering import author_name, local
from integrations.web.coordinator.visit_facts import VisitFacts
from integrations.web.coordinator.words import Segment, Span, is_long, segments

CRISIS = "T1-C"


@dataclass(frozen=True)
class Said:
    """One message."""

    message: Message
    who: str
    at: str
    channel: str
    state: str  # of a text of ours
    segments: tuple[Segment, ...]
    long: bool
    signs: tuple[labels.Label, ...]  # what the safety rules saw in it
    covered: bool  # words of a crisis, shown on request only (rules-and-safety, situation 24)

    @property
    def incoming(self) -> bool:
        return self.message.direction == "in"


def talk(facts: VisitFacts, quotes: Iterable[Quote], now: datetime) -> tuple[Said, ...]:
    """Return the messages in order, every quoted piece and every danger sign marked in its place."""
    quoted = tuple(quotes)
    return tuple(_said(message, facts, quoted, now) for message in facts.messages)


def speaker(message: Message, facts: VisitFacts) -> str:
    """Return whose words a message holds, and who typed them where that was somebody else."""
    name = author_name(message.by, facts.names)
    by_staff = message.direction == "in" and message.by.startswith("staff:")
    return f"Patient, typed by {name}" if by_staff else name


def quote_key(quote: Quote) -> str:
    """Return how a page links to the place a quote comes from."""
    return f"m{quote.message_id}-{quote.start}-{quote.end}"


def _said(message: Message, facts: VisitFacts, quotes: tuple[Quote, ...], now: datetime) -> Said:
    alerts = [alert for alert in facts.alerts if alert.message_id == message.id]
    text = message.text or ""
    return Said(
        message=message,
        who=speaker(message, facts),
        at=local(message.at, facts.visit.time_zone, now),
        channel=labels.CHANNELS.get(message.channel, message.channel),
        state=_state(message),
        segments=segments(text, _spans(message, quotes, alerts)),
        long=is_long(text),
        signs=tuple({alert.tier: labels.TIERS[alert.tier] for alert in alerts}.values()),
        covered=any(alert.tier == CRISIS for alert in alerts),
    )


def _spans(message: Message, quotes: tuple[Quote, ...], alerts: list[Alert]) -> list[Span]:
    mine = [Span(quote.start, quote.end, quote_key(quote)) for quote in quotes if quote.message_id == message.id]
    return [*dict.fromkeys(mine), *(Span(alert.start, alert.end, f"sign-{alert.id}", danger=True) for alert in alerts)]


def _state(message: Message) -> str:
    if message.direction == "in":
        return ""
    return labels.MESSAGE_STATES.get(message.status, message.status)
