"""The alerts, tasks and deliveries of a visit as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.records import Alert, Delivery, Task
from integrations.web.coordinator import labels
from integrations.web.coordinator.rendering import ago, author_name, local
from integrations.web.coordinator.talk import CRISIS
from integrations.web.coordinator.visit_facts import VisitFacts


@dataclass(frozen=True)
class AlertView:
    alert: Alert
    label: labels.Label
    words: str
    beside: tuple[str, ...]  # other signs in the same message, which share its page and its acknowledgement
    covered: bool
    at: str
    ago: str
    acknowledged: str  # by whom and when; empty while open

    @property
    def open(self) -> bool:
        return self.alert.state == "open"


@dataclass(frozen=True)
class TaskView:
    task: Task
    word: str
    at: str
    done: str  # by whom and when; empty while open


@dataclass(frozen=True)
class DeliveryView:
    delivery: Delivery
    way: str
    label: labels.Label
    at: str


def alert_view(alert: Alert, facts: VisitFacts, now: datetime) -> AlertView:
    text = next((message.text for message in facts.messages if message.id == alert.message_id), None) or ""
    done = alert.acknowledged_at
    who = author_name(alert.acknowledged_by or "", facts.names)
    return AlertView(
        alert=alert,
        label=labels.TIERS[alert.tier],
        words=text[alert.start : alert.end],
        beside=tuple(text[other.start : other.end] for other in facts.alerts if _stands_beside(other, alert)),
        covered=alert.tier == CRISIS,
        at=local(alert.created_at, facts.visit.time_zone, now),
        ago=ago(alert.created_at, now),
        acknowledged=f"{who}, {local(done, facts.visit.time_zone, now)}" if done else "",
    )


def stands_alone(alert: Alert, alerts: Iterable[Alert]) -> bool:
    """Whether an alert is shown by itself, and not with the one that was paged for the same message."""
    return not any(_stands_beside(alert, other) for other in alerts)


def _stands_beside(alert: Alert, paged: Alert) -> bool:
    return alert.state == "noted" != paged.state and alert.message_id == paged.message_id


def task_view(task: Task, facts: VisitFacts, now: datetime) -> TaskView:
    done = task.done_at
    who = author_name(task.done_by or "", facts.names)
    return TaskView(
        task,
        labels.task_label(task.kind),
        local(task.created_at, facts.visit.time_zone, now),
        f"{who}, {local(done, facts.visit.time_zone, now)}" if done else "",
    )


def delivery_view(delivery: Delivery, facts: VisitFacts, now: datetime) -> DeliveryView:
    label = labels.DELIVERIES.get(delivery.state) or labels.Label(delivery.state, "clock", "calm")
    at = delivery.at or delivery.not_before
    return DeliveryView(
        delivery, labels.WAYS.get(delivery.way, delivery.way), label, local(at, facts.visit.time_zone, now)
    )
