"""The tables. `sealed_*` and `data_key` columns hold ciphertext (see encryption.py), every other one ids, times, states and counts."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Sequence,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _time(name: str, **options: object) -> Column[object]:
    return Column(name, DateTime(timezone=True), **options)  # type: ignore[arg-type]


def _of(name: str, table: str, **options: object) -> Column[object]:
    return Column(name, ForeignKey(f"{table}.id"), **options)  # type: ignore[arg-type]


clinics = Table(
    "clinics",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("sealed_settings", LargeBinary, nullable=False),
    _time("created_at", nullable=False),
)

connections = Table(  # how a clinic's own receivers are reached, one row a way out
    "connections",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("clinic_id", "clinics", nullable=False),
    Column("way", Text, nullable=False),
    Column("sealed_settings", LargeBinary, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("tried_revision", Integer),
    _time("tried_at"),
    Column("receipt", Text),
    Column("problem", Text),
    UniqueConstraint("clinic_id", "way"),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("clinic_id", "clinics", nullable=False),
    Column("email_fingerprint", LargeBinary, nullable=False, unique=True),
    Column("sealed_profile", LargeBinary, nullable=False),
    Column("role", Text, nullable=False),
    Column("password_hash", Text),
    Column("active", Boolean, nullable=False, default=True),
    Column("failed_logins", Integer, nullable=False, default=0),
    _time("locked_until"),
    Column("token_hash", LargeBinary, unique=True),
    _time("token_expires_at"),
    _time("created_at", nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("id_hash", LargeBinary, primary_key=True),
    _of("staff_id", "staff", nullable=False, index=True),
    Column("csrf_token", Text, nullable=False),
    _time("created_at", nullable=False),
    _time("seen_at", nullable=False),
)

numbers = Table(
    "numbers",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False, unique=True),
    Column("sealed_number", LargeBinary, nullable=False),
    _time("opted_out_at"),
    Column("wrong_number", Boolean, nullable=False, default=False),
    Column("quiet", Boolean, nullable=False, default=False),  # no text until a person decides (rules-and-safety: abuse)
    _time("created_at", nullable=False),
)

consents = Table(  # append-only: what was consented to or revoked, how, when, in which wording
    "consents",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _of("number_id", "numbers", nullable=False, index=True),
    Column("visit_id", Uuid),
    Column("what", Text, nullable=False),
    Column("how", Text, nullable=False),
    Column("wording", Text),
    Column("by", Text, nullable=False),
    _time("at", nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("visit_id", Text, nullable=False, unique=True),  # the clinic's own id, as imported
    _of("clinic_id", "clinics", nullable=False),
    _of("number_id", "numbers", nullable=False, index=True),
    Column("data_key", LargeBinary),  # destroyed when the visit is erased
    Column("sealed_details", LargeBinary),
    _time("starts_at", nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("consent_texting", Boolean, nullable=False),
    Column("consent_health_texts", Boolean, nullable=False, default=False),
    _time("invited_at"),
    _time("reminded_at"),
    _time("started_at"),
    _time("confirmed_at"),
    _time("signed_off_at"),
    _time("sent_at"),
    _time("read_at"),
    _time("closed_at"),
    _time("how_it_went_at"),
    _time("failed_at"),
    Column("summary_version", Integer, nullable=False, default=0),
    _time("created_at", nullable=False),
    Index("ix_visits_clinic_starts", "clinic_id", "starts_at"),
)

flow_versions = Table(  # a flow as it was when a conversation began; never changed
    "flow_versions",
    metadata,
    Column("version", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", Text, nullable=False),
    _time("created_at", nullable=False),
)

flow_releases = Table(  # which version of a flow a clinic's visits get; changed only by retiring
    "flow_releases",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("clinic_id", "clinics", nullable=False),
    Column("name", Text, nullable=False),
    Column("version", ForeignKey("flow_versions.version"), nullable=False),
    Column("clinician", Text),
    Column("visit_type", Text),
    Column("language", Text),
    Column("approved_by", Text, nullable=False),
    Column("published_by", Text, nullable=False),
    _time("published_at", nullable=False),
    _time("retired_at"),
    Index("ix_flow_releases_clinic_id_name", "clinic_id", "name"),
)

flow_drafts = Table(  # at most one open draft of a flow in a clinic
    "flow_drafts",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("clinic_id", "clinics", nullable=False),
    Column("name", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("approved_by", Text),
    Column("tested_revision", Integer),
    Column("test_problems", Text),
    Column("begun_by", Text, nullable=False),
    _time("begun_at", nullable=False),
    _time("closed_at"),
    Index(
        "ix_flow_drafts_clinic_id_name", "clinic_id", "name", unique=True, postgresql_where=text("closed_at IS NULL")
    ),
)

flow_edits = Table(
    "flow_edits",
    metadata,
    _of("draft_id", "flow_drafts", primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("edit", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("by", Text, nullable=False),
    _time("at", nullable=False),
    Column("undone", Boolean, nullable=False),
)

flow_trials = Table(  # of a flow by a made-up crowd
    "flow_trials",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("clinic_id", "clinics", nullable=False),
    Column("name", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("base", Text),
    Column("revision", Integer, nullable=False),
    Column("patients", Integer, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("by", Text, nullable=False),
    _time("at", nullable=False),
    Column("ended", Text),
    Index("ix_flow_trials_clinic_id_name", "clinic_id", "name", "at"),
)

trial_talks = Table(
    "trial_talks",
    metadata,
    _of("trial_id", "flow_trials", primary_key=True),
    Column("file", SmallInteger, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("result", Text, nullable=False),
)

flow_previews = Table(  # a talk with a flow, one of each author
    "flow_previews",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("clinic_id", "clinics", nullable=False),
    Column("name", Text, nullable=False),
    Column("by", Text, nullable=False),
    _time("at", nullable=False),
    Column("language", Text, nullable=False),
    Column("age", SmallInteger, nullable=False),
    Column("visit_type", Text, nullable=False),
    Column("team_topics", SmallInteger, nullable=False, server_default="0"),
    Column("channel", Text, nullable=False, server_default="sms"),
    Column("sealed_cues", LargeBinary, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("sealed_shown", LargeBinary),
    Column("shown_for", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("clinic_id", "name", "by"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("visit_id", "visits", nullable=False, index=True),
    _of("number_id", "numbers", nullable=False, index=True),
    Column("flow_version", ForeignKey("flow_versions.version"), nullable=False),
    Column("language", Text, nullable=False),
    Column("channel", Text, nullable=False),  # where the patient wrote last: sms, web, phone
    Column("stage", Text, nullable=False),
    Column("sealed_session", LargeBinary),
    Column("sealed_tracker", LargeBinary),
    Column("answered", Integer, nullable=False, default=0),
    Column("asked_of", Integer, nullable=False, default=0),
    Column("failures", SmallInteger, nullable=False, default=0),
    _time("updated_at", nullable=False),
)

message_ids = Sequence("message_ids", metadata=metadata, data_type=BigInteger)

messages = Table(
    "messages",
    metadata,
    Column("id", BigInteger, message_ids, primary_key=True),
    _of("conversation_id", "conversations"),
    _of("number_id", "numbers", index=True),
    Column("provider_id", Text, unique=True),
    Column("direction", Text, nullable=False),  # in, out
    Column("channel", Text, nullable=False),
    Column("language", Text),
    Column("purpose", Text, nullable=False),  # answer, reply, emergency, invitation, …
    Column("data_key", LargeBinary),  # destroyed when the message is erased
    Column("sealed_text", LargeBinary),
    Column("media", Integer, nullable=False, default=0),
    Column("by", Text, nullable=False),
    Column("in_reply_to", ARRAY(BigInteger), nullable=False, server_default="{}"),
    Column("status", Text, nullable=False),
    Column("status_code", Text),
    Column("encoding", Text),
    Column("segments", SmallInteger),
    Column("attempts", SmallInteger, nullable=False, default=0),
    _time("at", nullable=False),
    _time(
        "arrived_at", nullable=False, server_default=func.clock_timestamp()
    ),  # of the database: joins texts into a turn
    _time("processed_at"),
    _time("handed_at"),
    _time("erased_at"),
    Index("ix_messages_conversation", "conversation_id", "id"),
    Index(
        "ix_messages_waiting",
        "conversation_id",
        postgresql_where=text("direction = 'in' and processed_at is null"),
    ),
)

agenda_events = Table(
    "agenda_events",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _of("visit_id", "visits", nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column(
        "place", Uuid, nullable=False
    ),  # what the ciphertext is bound to: the row's id is not known before it is written
    Column("sealed_event", LargeBinary, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("visit_id", "visits", nullable=False, index=True),
    _of("clinic_id", "clinics", nullable=False),
    _of("message_id", "messages", nullable=False, index=True),
    Column("tier", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("state", Text, nullable=False),  # open, acknowledged, noted
    Column("pages", SmallInteger, nullable=False, default=0),
    _time("created_at", nullable=False),
    _time("next_page_at"),
    _time("acknowledged_at"),
    Column("acknowledged_by", Text),
    Column("opinion", Text),  # of the trained model: alone, agrees, doubts
    Index("ix_alerts_open", "clinic_id", postgresql_where=text("state = 'open'")),
)

tasks = Table(  # what a person has to do
    "tasks",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("clinic_id", "clinics", nullable=False),
    _of("visit_id", "visits", index=True),
    Column("message_id", BigInteger),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),  # open, done
    _time("created_at", nullable=False),
    _time("done_at"),
    Column("done_by", Text),
    Index("ix_tasks_open", "clinic_id", postgresql_where=text("state = 'open'")),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("visit_id", "visits", nullable=False),
    Column("version", Integer, nullable=False),
    Column("way", Text, nullable=False),
    Column("state", Text, nullable=False),  # waiting, delivered, failed, cancelled
    Column("sealed_payload", LargeBinary),
    Column("receipt", Text),
    Column("attempts", SmallInteger, nullable=False, default=0),
    Column("last_error", Text),
    _time("not_before", nullable=False),
    _time("created_at", nullable=False),
    _time("at"),
    UniqueConstraint("visit_id", "version", "way"),
)

chat_links = Table(
    "chat_links",
    metadata,
    Column("id", Uuid, primary_key=True),
    _of("conversation_id", "conversations", nullable=False, index=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    _time("created_at", nullable=False),
    _time("expires_at", nullable=False),
    Column("wrong_tries", SmallInteger, nullable=False, default=0),
    _time("locked_until"),
    _time("revoked_at"),
)

chat_sessions = Table(  # a browser that has given the right date of birth for one link
    "chat_sessions",
    metadata,
    Column("id_hash", LargeBinary, primary_key=True),
    _of("link_id", "chat_links", nullable=False, index=True),
    _time("created_at", nullable=False),
    _time("expires_at", nullable=False),
)

audit = Table(  # append-only: who did what to which object; never what was said
    "audit",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _time("at", nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False),
)

processes = Table(  # who works on this database, for /health/ready
    "processes",
    metadata,
    Column("name", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("version", Text, nullable=False),
    _time("started_at", nullable=False),
    _time("seen_at", nullable=False),
)
