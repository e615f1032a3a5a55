"""What the patient's side needs of the outside world; `integrations/` implements it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from bot.agenda.events import Event, Recorded
from bot.agenda.model import Agenda
from bot.connections import Connection
from bot.engine.turn import Turn
from bot.flow.drafting.open_draft import Made, OpenDraft
from bot.flow.drafting.release import Release
from bot.flow.model import Flow
from bot.records import (
    Alert,
    ChatLink,
    Clinic,
    ClinicSettings,
    Connected,
    Conversation,
    Delivery,
    Message,
    Number,
    StaffMember,
    Task,
    Visit,
    VisitDetails,
)
from bot.safety import Opinion
from bot.simulation.preview import Preview
from bot.simulation.trial import Told, Trial
from bot.visit_state import Progress


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


@dataclass(frozen=True)
class Texted:
    """A text as the provider lists it."""

    provider_id: str
    number: str
    text: str = field(repr=False)  # a patient's words
    media: int
    at: datetime


class Inbox(Protocol):
    """What the provider of texts has taken from patients, whether or not it told us."""

    async def received(self, *, since: datetime) -> Sequence[Texted]:
        """Return every text of patients since then, oldest first; raise DeliveryFailed when it cannot be asked."""


class Clinics(Protocol):
    async def get(self, clinic_id: UUID) -> Clinic: ...
    async def named(self, name: str) -> Clinic | None: ...
    async def all(self) -> list[Clinic]: ...

    async def first_at(self) -> datetime | None:
        """Return since when there is a clinic; None while there is none."""

    async def add(self, name: str, settings: ClinicSettings, at: datetime) -> Clinic: ...
    async def save(self, clinic_id: UUID, settings: ClinicSettings) -> None: ...


class Numbers(Protocol):
    async def get(self, number_id: UUID) -> Number: ...
    async def find(self, e164: str) -> Number | None: ...
    async def find_or_add(self, e164: str, at: datetime) -> Number: ...
    async def lock(self, number_id: UUID) -> None:
        """Hold this number until the transaction ends, so that its messages get their ids in order."""

    async def update(self, number_id: UUID, **changes: Any) -> None: ...
    async def record_consent(
        self,
        number_id: UUID,
        what: str,
        how: str,
        by: str,
        at: datetime,
        *,
        visit_id: UUID | None = None,
        wording: str | None = None,
    ) -> None: ...


class Visits(Protocol):
    async def get(self, visit_id: UUID) -> Visit: ...
    async def lock(self, visit_id: UUID) -> Visit: ...
    async def called(self, visit_id: str) -> Visit | None:
        """Find a visit by the clinic's own id."""

    async def of_clinic(self, clinic_id: UUID, *, since: datetime, until: datetime) -> list[Visit]: ...
    async def several(self, visit_ids: Sequence[UUID]) -> list[Visit]: ...
    async def progress(self, visit_ids: Sequence[UUID]) -> dict[UUID, Progress]:
        """Say how far each of these visits is, in one query."""

    async def all_ids(self) -> list[UUID]: ...
    async def of_number(self, number_id: UUID) -> list[Visit]: ...
    async def add(self, visit: Visit, at: datetime) -> None: ...
    async def update(self, visit_id: UUID, **changes: Any) -> None: ...
    async def save_details(self, visit_id: UUID, details: VisitDetails) -> None: ...
    async def due(self, what: str, at: datetime) -> list[UUID]:
        """Ids of visits whose `invitation`, `reminder` or `closing` is due at this time."""


class Conversations(Protocol):
    async def get(self, conversation_id: UUID) -> Conversation: ...
    async def lock(self, conversation_id: UUID) -> Conversation: ...
    async def of_visit(self, visit_id: UUID) -> Conversation | None: ...
    async def add(self, conversation: Conversation, at: datetime) -> None: ...
    async def save(self, conversation: Conversation, at: datetime, *, progress: tuple[int, int]) -> None: ...
    async def update(self, conversation_id: UUID, **changes: Any) -> None: ...
    async def by_version(self, clinic_id: UUID) -> dict[str, tuple[int, int]]:
        """Count a clinic's conversations by the version they are pinned to: those that go on, and those that are over."""

    async def flow(self, version: str) -> Flow: ...
    async def flow_text(self, version: str) -> str: ...
    async def by_shipped_flow(self, clinic_id: UUID, published: Collection[str]) -> dict[str, tuple[int, int]]: ...
    async def find_flow_text(self, version: str) -> str | None: ...
    async def pin_flow(self, flow: Flow, content: str, at: datetime) -> None: ...


class Releases(Protocol):
    """Which versions of its flows a clinic has published; the versions themselves are kept with the conversations."""

    async def of_clinic(self, clinic_id: UUID) -> list[Release]:
        """Return every release there ever was, the newest first."""

    async def lock(self, clinic_id: UUID) -> None:
        """Let nobody else publish in this clinic until the transaction ends."""

    async def add(self, clinic_id: UUID, release: Release) -> None: ...
    async def retire(self, release_id: UUID, at: datetime) -> None: ...


class Drafts(Protocol):
    """A clinic's drafts of its flows; a closed one was published or thrown away, and is found no more."""

    async def of_clinic(self, clinic_id: UUID) -> list[OpenDraft]: ...
    async def find(self, clinic_id: UUID, name: str, *, lock: bool = False) -> OpenDraft | None: ...

    async def add(self, draft: OpenDraft) -> None:
        """Store a new draft; nothing where the clinic has an open one of this name already."""

    async def update(self, draft_id: UUID, **changes: Any) -> None: ...
    async def get(self, draft_id: UUID) -> OpenDraft: ...
    async def set_tested(self, draft_id: UUID, revision: int, problems: Sequence[str]) -> None:
        """Store what the tests of the flow came to, of the draft as it was at this revision."""

    async def add_edit(self, draft_id: UUID, made: Made) -> None:
        """Append an edit, for good; what was undone before it cannot be redone."""

    async def set_undone(self, draft_id: UUID, revision: int, undone: bool) -> None: ...


class Trials(Protocol):
    """Trials of a clinic's flows by a made-up crowd."""

    async def add(self, trial: Trial) -> None: ...
    async def get(self, trial_id: UUID) -> Trial: ...
    async def last(self, clinic_id: UUID, name: str) -> Trial | None: ...
    async def end(self, trial_id: UUID, how: str) -> None: ...
    async def talked(self, trial_id: UUID) -> list[int]:
        """Return the numbers of those who have talked."""

    async def tell(self, trial_id: UUID, told: Sequence[Told]) -> None:
        """Store what became of some; of whom it is known already, it stays."""

    async def told(self, trial_id: UUID) -> list[Told]: ...
    async def forget_before(self, at: datetime) -> None: ...


class Connections(Protocol):
    """How each clinic's own receivers are reached, by way out."""

    async def of_clinic(self, clinic_id: UUID) -> Mapping[str, Connected]: ...
    async def find(self, connection_id: UUID) -> Connected | None: ...
    async def save(self, clinic_id: UUID, connection: Connection) -> None: ...
    async def remove(self, clinic_id: UUID, way: str) -> None: ...

    async def tried(
        self, connected: Connected, at: datetime, *, receipt: str | None = None, problem: str | None = None
    ) -> None:
        """Keep what came of a test with the settings as they were then."""


class Previews(Protocol):
    """Talks that staff have with a flow, one of each author."""

    async def find_or_add(self, preview: Preview) -> Preview:
        """Return the one that its author has of this flow, or store this; hold it until the transaction ends."""

    async def get(self, preview_id: UUID) -> Preview: ...
    async def find(self, clinic_id: UUID, name: str, by: str) -> Preview | None: ...

    async def ask(self, preview: Preview) -> None:
        """Store what is to be said, and as whom."""

    async def forget(self, clinic_id: UUID, name: str) -> None:
        """Delete every talk with this flow."""

    async def forget_before(self, at: datetime) -> None: ...
    async def show(self, preview_id: UUID, shown: dict[str, Any] | None, *, shown_for: int, revision: int) -> None: ...


class Messages(Protocol):
    async def add_inbound(self, message: Message) -> int | None:
        """Store a message once by its provider id; None when it was stored before. `message.id` is ignored."""

    async def add_outbound(self, message: Message) -> int: ...
    async def get(self, message_id: int) -> Message: ...
    async def lock(self, message_id: int) -> Message: ...
    async def by_provider_id(self, provider_id: str) -> Message | None: ...
    async def waiting(self, conversation_id: UUID) -> list[Message]:
        """Inbound messages that no turn has taken yet, in order."""

    async def just_before(self, message: Message, since: datetime, most: int) -> list[Message]:
        """Inbound messages of the same number that came before this one, `most` of the latest, in order."""

    async def ages_of_waiting(self, conversation_id: UUID) -> tuple[float, float] | None:
        """Seconds since the first and the last text arrived that no turn has taken, by the database's clock."""

    async def of_conversation(self, conversation_id: UUID, *, after: int = 0) -> list[Message]: ...
    async def of_number(self, number_id: UUID) -> list[Message]: ...
    async def talk_since(self, number_id: UUID, since: datetime) -> UUID | None:
        """The conversation that this number wrote in last; None when we have written first to it after that."""

    async def of_number_without_conversation(self, number_id: UUID) -> list[Message]: ...
    async def update(self, message_id: int, **changes: Any) -> None: ...
    async def mark_processed(self, message_ids: Sequence[int], at: datetime) -> None: ...
    async def cancel_waiting(self, number_id: UUID, *, but: Collection[str] = ()) -> None:
        """Give up every outbound text to this number that has not been handed over; `but`: purposes that are spared."""

    async def unsolicited_since(self, number_id: UUID, since: datetime) -> list[datetime]:
        """When texts that nobody asked for were written to a number, those on their way among them."""

    async def told_since(self, number_id: UUID, purpose: str, since: datetime) -> bool: ...
    async def left_behind(self, before: datetime) -> list[UUID]:
        """Conversations with a message that has waited since before this time."""

    async def ahead_of(self, message: Message) -> bool:
        """Whether an earlier text to the same number has still to be handed over."""

    async def erase(self, message_id: int, at: datetime) -> None: ...


class Agendas(Protocol):
    async def get(self, visit_id: UUID) -> Agenda: ...
    async def history(self, visit_id: UUID) -> list[Recorded]:
        """Return everything that was ever done to this agenda, in order; its length is the agenda's revision."""

    async def append(self, visit_id: UUID, events: Sequence[Event], *, at: datetime, by: str) -> None: ...


class Alerts(Protocol):
    async def add(self, alert: Alert) -> None: ...
    async def get(self, alert_id: UUID) -> Alert: ...
    async def lock(self, alert_id: UUID) -> Alert: ...
    async def of_visit(self, visit_id: UUID) -> list[Alert]: ...
    async def open_of_clinic(self, clinic_id: UUID) -> list[Alert]: ...
    async def due(self, at: datetime) -> list[UUID]: ...
    async def update(self, alert_id: UUID, **changes: Any) -> None: ...


class Tasks(Protocol):
    async def add(self, task: Task) -> None: ...
    async def get(self, task_id: UUID) -> Task: ...
    async def lock(self, task_id: UUID) -> Task: ...
    async def of_visit(self, visit_id: UUID) -> list[Task]: ...
    async def open_of_clinic(self, clinic_id: UUID) -> list[Task]: ...
    async def finish(self, task_id: UUID, by: str, at: datetime) -> None: ...


class Deliveries(Protocol):
    async def troubled(self, clinic_id: UUID) -> list[Delivery]:
        """Return what did not arrive at the first try, of latest versions only, the next visits first; without payloads."""

    async def due(self, at: datetime) -> list[UUID]:
        """Ids of deliveries that wait and may leave at this time."""

    async def add(self, delivery: Delivery) -> None: ...
    async def lock(self, delivery_id: UUID) -> Delivery: ...
    async def of_visit(self, visit_id: UUID) -> list[Delivery]: ...
    async def update(self, delivery_id: UUID, **changes: Any) -> None: ...


class Staff(Protocol):
    async def get(self, staff_id: UUID) -> StaffMember: ...
    async def lock(self, staff_id: UUID) -> StaffMember: ...
    async def with_email(self, email: str) -> StaffMember | None: ...
    async def of_clinic(self, clinic_id: UUID) -> list[StaffMember]: ...
    async def add(self, member: StaffMember, at: datetime) -> None: ...
    async def update(self, staff_id: UUID, **changes: Any) -> None: ...
    async def with_token(self, token_hash: bytes, at: datetime) -> StaffMember | None: ...
    async def add_session(self, id_hash: bytes, staff_id: UUID, csrf_token: str, at: datetime) -> None: ...
    async def session(self, id_hash: bytes) -> tuple[UUID, str, datetime, datetime] | None:
        """Return (staff id, CSRF token, created at, seen at)."""

    async def touch_session(self, id_hash: bytes, at: datetime) -> None: ...
    async def end_sessions(self, staff_id: UUID) -> None: ...
    async def end_session(self, id_hash: bytes) -> None: ...


class ChatLinks(Protocol):
    async def add(self, link: ChatLink, token_hash: bytes, at: datetime) -> None: ...
    async def with_token(self, token_hash: bytes) -> ChatLink | None: ...
    async def lock(self, link_id: UUID) -> ChatLink: ...
    async def update(self, link_id: UUID, **changes: Any) -> None: ...
    async def add_session(self, id_hash: bytes, link_id: UUID, at: datetime, expires_at: datetime) -> None: ...
    async def session(self, id_hash: bytes, at: datetime) -> UUID | None:
        """Return the link this browser has opened, None when there is no such session or it has ended."""


class Jobs(Protocol):
    async def defer(
        self,
        task: str,
        *,
        lock: str | None = None,
        at: datetime | None = None,
        seconds: float | None = None,
        **ids: Any,
    ) -> None:
        """Queue a job in this transaction; its arguments are ids only. `seconds`: wait at least so long."""

    async def waits(self, task: str, **ids: Any) -> bool:
        """Whether such a job is queued or running already."""


class Audit(Protocol):
    async def note(self, by: str, action: str, object: str, at: datetime) -> None: ...


class UnitOfWork(Protocol):
    """One transaction: what commit() did not keep is undone on leaving the block."""

    @property
    def clinics(self) -> Clinics: ...
    @property
    def connections(self) -> Connections: ...
    @property
    def numbers(self) -> Numbers: ...
    @property
    def visits(self) -> Visits: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def releases(self) -> Releases: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def trials(self) -> Trials: ...
    @property
    def previews(self) -> Previews: ...
    @property
    def messages(self) -> Messages: ...
    @property
    def agendas(self) -> Agendas: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def deliveries(self) -> Deliveries: ...
    @property
    def staff(self) -> Staff: ...
    @property
    def links(self) -> ChatLinks: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def audit(self) -> Audit: ...

    async def commit(self) -> None: ...

    async def __aenter__(self) -> UnitOfWork: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Reader(Protocol):
    """Understands texts as the assistant does, and says what it would do."""

    async def read(self, text: str, question: str | None = None, language: str | None = None) -> Mapping[str, Any]: ...

    def action_after(self, intent: str) -> str:
        """Return which of the actions of bot.engine.playing follows a text of this intent while the form is open."""


class TakesTurns(Reader, Protocol):
    """The assistant: understands the turn's texts, decides, and plays the moves in the turn."""

    async def take(self, turn: Turn, sender_id: str, stored: bytes | None) -> bytes:
        """Return the tracker to store; raises whatever made the turn fail."""

    async def opinion(self, text: str) -> Opinion:
        """Return the trained second opinion on a text, whatever the rules noticed."""


class Wayout(Protocol):
    """A way by which a summary leaves for the care team."""

    name: str

    async def deliver(self, payload: bytes, *, identifier: str) -> str:
        """Hand the payload over and return the receipt, or raise DeliveryFailed. Repeating it makes no second copy."""

    async def holds(self, identifier: str, receipt: str) -> bool | None:
        """Whether the receiver still has what it gave this receipt for; None: it cannot be asked. May raise DeliveryFailed."""


@runtime_checkable
class Probed(Protocol):
    """A way out whose receiver tells what it takes, so that a trial files nothing there."""

    async def probe(self) -> str:
        """Return in a line what the receiver takes, or raise DeliveryFailed with what it lacks."""


# The ways out that a clinic has by name: those of the installation, and to its own receivers.
WaysOf = Callable[[UUID], Awaitable[Mapping[str, Wayout]]]
