"""The agenda of one visit: what the patient wants to talk about, in the patient's own words, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.agenda.tokens import words


@dataclass(frozen=True)
class Quote:
    """A piece of a stored message."""

    message_id: int
    start: int  # Unicode code points, half open, in the message as stored
    end: int
    words: str = ""  # message[start:end]; "" once the message is erased, and in everything that is written to storage

    def overlaps(self, other: Quote) -> bool:
        return self.message_id == other.message_id and self.start < other.end and other.start < self.end


class ItemStatus(str, Enum):
    """Whether an item is still to be talked about."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    COVERED = "covered"
    DEFERRED = "deferred"


class Source(str, Enum):
    """Whose words they are."""

    PATIENT = "patient"
    PROXY = "proxy"
    TEAM = "team"
    STAFF_ON_BEHALF = "staff_on_behalf"


@dataclass(frozen=True)
class Item:
    """One thing to talk about at the visit. Labels stand beside the words and never replace them."""

    id: int
    quotes: tuple[Quote, ...] = ()
    category: str = "other"
    source: Source = Source.PATIENT
    status: ItemStatus = ItemStatus.ACTIVE
    rank: int | None = None  # 1 is first; None until the patient ranked
    question: str | None = None  # the question it answers
    topic: str | None = None  # the team's own text, only where the source is the team
    earlier: tuple[Quote, ...] = ()  # what it said before it was corrected
    body_site: str | None = None
    duration: str | None = None
    severity: str | None = None
    person: str = "self"
    negated: bool = False

    @property
    def words(self) -> str:
        return self.topic if self.topic is not None else joined(self.quotes)

    @property
    def active(self) -> bool:
        return self.status is ItemStatus.ACTIVE


@dataclass(frozen=True)
class Answer:
    """What the patient said to one question; a question asked several times keeps all its words in one answer."""

    question: str
    fills: str  # agenda field, see FIELDS
    quotes: tuple[Quote, ...] = ()
    value: str | None = None  # of a typed answer: option id, ISO date, yes, no, not_now, dont_know

    @property
    def words(self) -> str:
        return joined(self.quotes)


@dataclass(frozen=True)
class Commitment:
    """What somebody offered, or was asked, to do."""

    id: int
    who: str  # patient, team, asked_of_team
    quotes: tuple[Quote, ...] = ()
    text: str | None = None  # staff's own text
    withdrawn: bool = False

    @property
    def words(self) -> str:
        return self.text if self.text is not None else joined(self.quotes)


@dataclass(frozen=True)
class StaffRequest:
    """Something for staff to do before the visit; no topic of the visit."""

    kind: str  # one of REQUESTS
    quotes: tuple[Quote, ...] = ()

    @property
    def words(self) -> str:
        return joined(self.quotes)


REQUESTS = (
    "reschedule",
    "refill",
    "billing",
    "test_result",
    "directions",
    "complaint",
    "call_me",
    "interpreter",
    "proxy",
    "wrong_person",
    "other",
)

# Agenda fields that an answer can fill (conversation.md 5).
FIELDS = (
    "items",
    "items.rank",
    "items.worry",
    "interval_history",
    "impact",
    "what_matters.goal",
    "patient_expertise.tried",
    "patient_expertise.works",
    "treatment_burden",
    "hoped_outcome",
    "questions",
    "commitments.patient",
    "commitments.asked_of_team",
    "participation.preference",
    "participation.early",
    "access_needs",
    "about_me",
    "strengths",
    "child_voice",
    "visit_support",
    "source.role",
    "teen.private_time",
    "notes",
    "after.benefit",
    "after.open",
    "after.next",
)
AFTER = "after."  # begins the fields that are filled after the visit, when the summary is long sent


@dataclass(frozen=True)
class Agenda:
    """The fold of everything recorded about one visit."""

    items: tuple[Item, ...] = ()  # all items ever, in the order they were added
    answers: tuple[Answer, ...] = ()  # at most one a question
    earlier_answers: tuple[Answer, ...] = ()  # replaced or withdrawn
    skipped: tuple[str, ...] = ()  # questions
    commitments: tuple[Commitment, ...] = ()
    requests: tuple[StaffRequest, ...] = ()
    declined: bool = False  # said no to the invitation
    confirmed_at: datetime | None = None
    signed_off_at: datetime | None = None
    signed_off_by: str | None = None
    sent_at: datetime | None = None
    sent_version: int | None = None
    changed_after_sending: bool = False

    @property
    def current(self) -> tuple[Item, ...]:
        """The patient's active items in the patient's order, then in the order they were said."""
        mine = (item for item in self.items if item.active and item.source is not Source.TEAM)
        return tuple(sorted(mine, key=lambda item: (item.rank is None, item.rank or 0, item.id)))

    @property
    def ranked(self) -> tuple[Item, ...]:
        """All items that have a rank, withdrawn ones too, first item first."""
        return tuple(sorted((item for item in self.items if item.rank), key=lambda item: item.rank or 0))

    @property
    def topics(self) -> tuple[Item, ...]:
        """The team's own active topics."""
        return tuple(item for item in self.items if item.active and item.source is Source.TEAM)

    @property
    def next_item_id(self) -> int:
        return len(self.items) + 1

    @property
    def next_commitment_id(self) -> int:
        return len(self.commitments) + 1

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote anything here ever held, so that an undone change finds its words again."""
        items = [quote for item in self.items for quote in (*item.quotes, *item.earlier)]
        answers = [quote for answer in (*self.answers, *self.earlier_answers) for quote in answer.quotes]
        commitments = [quote for commitment in self.commitments for quote in commitment.quotes]
        requests = [quote for request in self.requests for quote in request.quotes]
        return (*items, *answers, *commitments, *requests)

    def item(self, item_id: int) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def answer(self, question: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.question == question), None)

    def filled(self, field: str) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.fills == field)


def joined(quotes: Iterable[Quote]) -> str:
    """Join the quotes' words with " / "; words said twice alike are shown once."""
    said = {words(quote.words) or quote.words: quote.words for quote in reversed(tuple(quotes)) if quote.words}
    return " / ".join(reversed(said.values()))
