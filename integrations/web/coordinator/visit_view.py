"""One visit as its page shows it: what the team will see, and what a coordinator can do about it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from bot.agenda.model import AFTER, Agenda, Answer, Commitment, Item
from bot.flow.model import Stage
from bot.locales import label
from bot.ports import Clock
from bot.services.sign_off import can_undo, says_something
from bot.services.summary import STAFF_LANGUAGE
from bot.visit_state import awaits_review, state_of
from integrations.web.coordinator import labels
from integrations.web.coordinator.glance import Group, absences, at_a_glance
from integrations.web.coordinator.rendering import about, author_name, local, name_of, visit_time
from integrations.web.coordinator.talk import Said, speaker, talk
from integrations.web.coordinator.visit_facts import VisitFacts
from integrations.web.coordinator.visit_parts import (
    AlertView,
    DeliveryView,
    TaskView,
    alert_view,
    delivery_view,
    stands_alone,
    task_view,
)


@dataclass(frozen=True)
class ToldAfter:
    """One answer about the visit. chose: in the words of the choice, where there is one."""

    heading: str
    chose: str
    words: str
    message_id: int


@dataclass(frozen=True)
class VisitView:
    """`revision` goes back with the sign-off, so that nobody signs what they have not read."""

    facts: VisitFacts
    agenda: Agenda
    name: str
    when: str
    state: str
    to_review: bool
    groups: tuple[Group, ...]
    absences: dict[str, list[str]]
    answered: str  # who answered, how and when
    alerts: tuple[AlertView, ...]
    tasks: tuple[TaskView, ...]
    said: tuple[Said, ...]
    deliveries: tuple[DeliveryView, ...]
    undo_seconds: int  # 0 when it is too late to undo, or nothing is signed off
    signed: str  # by whom and when; empty before
    waiting: bool  # a message has still to be answered

    @property
    def label(self) -> labels.Label:
        return labels.STATES[self.state]

    @property
    def revision(self) -> int:
        return len(self.facts.history)

    @property
    def topics(self) -> tuple[Item, ...]:
        return self.agenda.topics

    @property
    def promises(self) -> tuple[Commitment, ...]:
        return tuple(c for c in self.agenda.commitments if c.who == "team" and not c.withdrawn)

    @property
    def told_after(self) -> tuple[ToldAfter, ...]:
        """What the patient said of the visit when it was over."""
        answers = (one for one in self.agenda.answers if one.fills.startswith(AFTER) and one.quotes)
        return tuple(_told_after(one, self.facts) for one in answers)

    @property
    def paused(self) -> bool:
        talk = self.facts.conversation
        return talk is not None and talk.session.stage is Stage.PAUSED

    @property
    def open_alerts(self) -> tuple[AlertView, ...]:
        return tuple(one for one in self.alerts if one.open)

    @property
    def seen_alerts(self) -> tuple[AlertView, ...]:
        return tuple(one for one in self.alerts if not one.open)

    @property
    def languages(self) -> dict[int, str | None]:
        """The language of each message, by id."""
        return {message.id: message.language for message in self.facts.messages}

    @property
    def about(self) -> str:
        return about(self.facts.visit)

    @property
    def changed_after_sending(self) -> bool:
        return self.facts.visit.sent_at is not None and self.facts.progress.changed

    @property
    def sending_goes_on(self) -> bool:
        """Whether a summary is on its way just now."""
        return any(one.delivery.state == "waiting" for one in self.deliveries)

    @property
    def texting(self) -> labels.Label:
        """Return whether texts may go to this number, and why not."""
        number = self.facts.number
        if number.opted_out_at is not None:
            return labels.Label("Opted out: no text leaves for this number", "hand", "quiet")
        if number.wrong_number:
            return labels.Label("This number does not reach the patient: no text leaves", "barred", "bad")
        if number.quiet:
            return labels.Label("No text leaves until a person has made sure that it is safe", "pause", "warn")
        if not self.facts.visit.consent_texting:
            return labels.Label("No consent to texts on record", "barred", "quiet")
        return labels.Label("Texts may go out", "tick", "done")

    @property
    def can_sign(self) -> bool:
        visit = self.facts.visit
        fresh = visit.signed_off_at is None or self.facts.progress.changed
        return says_something(self.agenda) and fresh and visit.status != "cancelled"


def visit_view(facts: VisitFacts, clock: Clock) -> VisitView:
    """Work out a visit's page."""
    now, agenda, visit = clock.now(), facts.agenda, facts.visit
    return VisitView(
        facts=facts,
        agenda=agenda,
        name=name_of(visit),
        when=visit_time(visit, now),
        state=state_of(visit, facts.progress, now),
        to_review=awaits_review(visit, facts.progress, now),
        groups=at_a_glance(facts.summary.lines if facts.summary else ()),
        absences=absences(facts.summary.lines if facts.summary else ()),
        answered=_answered(facts, now),
        alerts=tuple(alert_view(one, facts, now) for one in facts.alerts if stands_alone(one, facts.alerts)),
        tasks=tuple(task_view(task, facts, now) for task in facts.tasks),
        said=talk(facts, agenda.quotes, now),
        deliveries=tuple(delivery_view(one, facts, now) for one in reversed(facts.deliveries)),
        undo_seconds=_undo_seconds(facts, clock),
        signed=_signed(agenda, facts, now),
        waiting=any(m.direction == "in" and m.processed_at is None for m in facts.messages),
    )


def _told_after(answer: Answer, facts: VisitFacts) -> ToldAfter:
    question = facts.flow.question(answer.question) if facts.flow else None
    options = {option.id: option.label[STAFF_LANGUAGE] for option in question.options} if question else {}
    heading = label(f"summary.{answer.fills}", language=STAFF_LANGUAGE)
    return ToldAfter(heading, options.get(answer.value or "", ""), answer.words, answer.quotes[0].message_id)


def _undo_seconds(facts: VisitFacts, clock: Clock) -> int:
    """Return how long the last sign-off can still be undone."""
    last = [one for one in facts.deliveries if one.version == facts.visit.summary_version]
    if facts.visit.signed_off_at is None or not last or not all(can_undo(one, clock) for one in last):
        return 0
    return math.ceil((min(one.not_before for one in last) - clock.now()).total_seconds())


def _signed(agenda: Agenda, facts: VisitFacts, now: datetime) -> str:
    if agenda.signed_off_at is None:
        return ""
    who = author_name(agenda.signed_off_by or "", facts.names)
    return f"{who}, {local(agenda.signed_off_at, facts.visit.time_zone, now)}"


def _answered(facts: VisitFacts, now: datetime) -> str:
    """Return the summary's last line: who answered, in which language, how, when, and how much of it."""
    said = [message for message in facts.messages if message.direction == "in"]
    if not said:
        return ""
    who = dict.fromkeys(speaker(message, facts) for message in said)
    ways = dict.fromkeys(labels.CHANNELS.get(message.channel, message.channel) for message in said)
    progress, visit = facts.progress, facts.visit
    parts = (
        f"Answered by {', '.join(who)}",
        labels.LANGUAGES.get(visit.language, visit.language),
        ", ".join(ways),
        f"last {local(said[-1].at, visit.time_zone, now)}",
        f"{progress.answered} of {progress.asked_of} questions" if progress.asked_of else "",
        "confirmed by the patient" if visit.confirmed_at else "not confirmed by the patient",
    )
    return " · ".join(part for part in parts if part)
