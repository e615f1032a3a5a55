"""What can happen to an agenda. Events are appended, never changed; the agenda is their fold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.agenda.model import Answer, Commitment, Item, Quote, StaffRequest


@dataclass(frozen=True)
class ItemAdded:
    item: Item


@dataclass(frozen=True)
class ItemRepeated:
    """The patient said an item again: the same item, one more quote."""

    item_id: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class ItemAmended:
    """The item now says these words; what it said before moves to `earlier`."""

    item_id: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class ItemWithdrawn:
    item_id: int


@dataclass(frozen=True)
class ItemRestored:
    item_id: int


@dataclass(frozen=True)
class ItemRelabelled:
    item_id: int
    category: str


@dataclass(frozen=True)
class ItemsRanked:
    """The patient's order, first item first; items left out lose their rank, an empty order takes the ranking back."""

    order: tuple[int, ...]


@dataclass(frozen=True)
class Answered:
    """Replaces an earlier answer to the same question, which is kept in the history."""

    answer: Answer


@dataclass(frozen=True)
class ToldAfter:
    """How the visit went. Replaces what was said before to the same question; no summary for the visit holds it."""

    answer: Answer


@dataclass(frozen=True)
class AnswerWithdrawn:
    """The question is open again: neither answered nor skipped."""

    question: str


@dataclass(frozen=True)
class QuestionSkipped:
    """The patient left the question out; what was answered before is history."""

    question: str


@dataclass(frozen=True)
class TopicAdded:
    item_id: int
    text: str


@dataclass(frozen=True)
class TopicWithdrawn:
    item_id: int


@dataclass(frozen=True)
class CommitmentMade:
    """Also restores a withdrawn commitment of the same id."""

    commitment: Commitment


@dataclass(frozen=True)
class CommitmentWithdrawn:
    commitment_id: int


@dataclass(frozen=True)
class Requested:
    request: StaffRequest


@dataclass(frozen=True)
class Declined:
    """The patient said no to the invitation."""


@dataclass(frozen=True)
class Accepted:
    """The patient takes part after having declined."""


@dataclass(frozen=True)
class Confirmed:
    """The patient read the list and said yes."""


@dataclass(frozen=True)
class Reopened:
    """The patient took the yes back."""


@dataclass(frozen=True)
class SignedOff:
    """A coordinator released the summary; who and when are in the record."""


@dataclass(frozen=True)
class SignOffUndone:
    """The summary was held back before it left."""


@dataclass(frozen=True)
class SummarySent:
    version: int


Event = (
    ItemAdded
    | ItemRepeated
    | ItemAmended
    | ItemWithdrawn
    | ItemRestored
    | ItemRelabelled
    | ItemsRanked
    | Answered
    | ToldAfter
    | AnswerWithdrawn
    | QuestionSkipped
    | TopicAdded
    | TopicWithdrawn
    | CommitmentMade
    | CommitmentWithdrawn
    | Requested
    | Declined
    | Accepted
    | Confirmed
    | Reopened
    | SignedOff
    | SignOffUndone
    | SummarySent
)


@dataclass(frozen=True)
class Recorded:
    """An event with its author and time."""

    event: Event
    at: datetime
    by: str  # patient, proxy, staff:<id>, system
