"""What is kept about clinics, visits, conversations and messages, as the services pass it about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from bot.connections import Connection
from bot.flow.model import Session

Language = Literal["en", "es"]
Channel = Literal["sms", "web", "phone"]


@dataclass(frozen=True)
class ClinicSettings:
    """What a clinic sets up itself; nothing is sent until it is complete (see bot/clinics.py)."""

    display_name: str = ""
    phone: str = ""
    time_zone: str = "America/New_York"
    hours: str = ""
    texting_from: int = 10  # local hour
    texting_until: int = 18
    duty_email: str = ""
    duty_phone: str = ""
    registration: str = ""  # the A2P campaign text that was registered with the carriers
    wording_signed_by: str = ""
    wording_signed_at: str = ""
    safety_signed_by: str = ""
    safety_signed_at: str = ""
    ways_out: tuple[str, ...] = ("file", "fhir")
    danger_phrases: str = ""  # one a line, see bot/safety/added.py


@dataclass(frozen=True)
class Clinic:
    id: UUID
    name: str
    settings: ClinicSettings


@dataclass(frozen=True)
class Connected:
    """One of a clinic's own receivers. revision: of its settings; tried_revision: of those that were tried last.

    receipt, problem: what came of that; neither while a try is under way.
    """

    id: UUID
    clinic_id: UUID
    way: str
    connection: Connection
    revision: int
    tried_revision: int | None = None
    tried_at: datetime | None = None
    receipt: str | None = None
    problem: str | None = None


@dataclass(frozen=True)
class Number:
    """A phone number, which may belong to several people."""

    id: UUID
    e164: str
    opted_out_at: datetime | None = None
    wrong_number: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class VisitDetails:
    """The part of a visit that names somebody."""

    patient_name: str
    birth_date: date
    patient_id: str | None = None
    clinician: str | None = None
    visit_type: str | None = None
    minutes: int | None = None
    identifier_system: str | None = None
    identifier_value: str | None = None
    proxy_name: str | None = None
    proxy_phone: str | None = None
    proxy_relation: str | None = None

    def names_whom(self, other: VisitDetails) -> bool:
        """Whether both name the same person, as far as that is known."""
        if self.patient_id and other.patient_id:
            return self.patient_id == other.patient_id
        return (self.patient_name.casefold(), self.birth_date) == (other.patient_name.casefold(), other.birth_date)


@dataclass(frozen=True)
class Visit:
    id: UUID
    visit_id: str
    clinic_id: UUID
    number_id: UUID
    details: VisitDetails | None  # None once erased
    starts_at: datetime
    time_zone: str
    language: str
    status: str  # booked, cancelled, moved
    consent_texting: bool
    consent_health_texts: bool = False
    invited_at: datetime | None = None
    reminded_at: datetime | None = None
    started_at: datetime | None = None
    confirmed_at: datetime | None = None
    signed_off_at: datetime | None = None
    sent_at: datetime | None = None
    read_at: datetime | None = None
    closed_at: datetime | None = None
    how_it_went_at: datetime | None = None  # when that was asked, or found not to be asked of this patient
    failed_at: datetime | None = None
    summary_version: int = 0


@dataclass(frozen=True)
class Conversation:
    """One person's talk about one visit; its id is Rasa's tracker id."""

    id: UUID
    visit_id: UUID
    number_id: UUID
    flow_version: str
    language: str
    channel: str
    session: Session
    tracker: bytes | None
    failures: int = 0


@dataclass(frozen=True)
class Message:
    id: int
    conversation_id: UUID | None
    number_id: UUID | None
    direction: str
    channel: str
    purpose: str
    text: str | None  # None once erased
    at: datetime
    by: str
    provider_id: str | None = None
    language: str | None = None
    media: int = 0
    in_reply_to: tuple[int, ...] = ()
    status: str = "received"
    status_code: str | None = None
    encoding: str | None = None
    segments: int | None = None
    attempts: int = 0
    arrived_at: datetime | None = None
    processed_at: datetime | None = None
    handed_at: datetime | None = None
    erased_at: datetime | None = None


@dataclass(frozen=True)
class Alert:
    id: UUID
    visit_id: UUID
    clinic_id: UUID
    message_id: int
    tier: str
    kind: str
    rule: str
    start: int
    end: int
    state: str
    pages: int
    created_at: datetime
    next_page_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    opinion: str | None = (
        None  # of the trained model: alone, agrees, doubts; None where it has not been asked or is unsure
    )


@dataclass(frozen=True)
class Task:
    """Something a person has to do."""

    id: UUID
    clinic_id: UUID
    visit_id: UUID | None
    message_id: int | None
    kind: str
    state: str
    created_at: datetime
    done_at: datetime | None = None
    done_by: str | None = None


@dataclass(frozen=True)
class Delivery:
    id: UUID
    visit_id: UUID
    version: int
    way: str
    state: str
    payload: bytes | None
    receipt: str | None
    attempts: int
    last_error: str | None
    not_before: datetime
    created_at: datetime
    at: datetime | None = None


@dataclass(frozen=True)
class StaffMember:
    id: UUID
    clinic_id: UUID
    email: str
    name: str
    role: str  # of bot.services.accounts.ROLES
    active: bool
    password_hash: str | None = field(default=None, repr=False)
    failed_logins: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True)
class ChatLink:
    id: UUID
    conversation_id: UUID
    expires_at: datetime
    wrong_tries: int
    locked_until: datetime | None
    revoked_at: datetime | None
