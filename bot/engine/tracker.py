"""Rasa's tracker, kept in the turn's own transaction and kept short, so that turn 40 costs what turn 5 costs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

FORM, SLOT = "visit_form", "answer"


class TurnTrackerStore(TrackerStore):
    """Holds the one tracker of the turn that is going on; the turn reads it from and writes it to its transaction."""

    def __init__(self, domain: Domain | None) -> None:
        super().__init__(domain)
        self.tracker: DialogueStateTracker | None = None

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        return self.tracker if self.tracker and self.tracker.sender_id == sender_id else None

    async def save(self, tracker: DialogueStateTracker) -> None:
        self.tracker = tracker

    async def keys(self) -> Iterable[str]:
        return []


def opened(stored: bytes | None, sender_id: str, domain: Domain, question: str) -> DialogueStateTracker:
    """Return the stored tracker, or one in which the form is open, with the kind of question told to the step gate."""
    events = json.loads(stored) if stored else []
    if events:
        tracker = DialogueStateTracker.from_dict(sender_id, events, domain.slots)
    else:
        tracker = DialogueStateTracker.from_events(sender_id, _beginning([]), domain.slots, domain=domain)
    tracker.update(SlotSet("question", question), domain)
    return tracker


def shortened(tracker: DialogueStateTracker) -> bytes:
    """Return the tracker to store: its slots and its open form.

    Every rule of ours looks at one user turn, so nothing reads further back; and a form that a command interrupted would
    refuse the next answer. The whole conversation is in the messages.
    """
    slots = [SlotSet(s.name, s.value) for s in tracker.slots.values() if s.value != s.initial_value and s.name != SLOT]
    return json.dumps([event.as_dict() for event in _beginning(slots)]).encode()


def _beginning(slots: list[SlotSet]) -> list[Event]:
    form: list[Event] = [ActiveLoop(FORM), SlotSet("requested_slot", SLOT)]
    return [ActionExecuted("action_session_start"), SessionStarted(), *slots, *form, ActionExecuted("action_listen")]
