"""The state of a visit in one word, and which visits need a person first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.outreach_times import REMINDER_AFTER, REVIEW_CUT_OFF_BEFORE
from bot.records import Visit
from bot.safety.model import WORST_FIRST, Tier

STATES = (
    "not_invited",
    "no_consent",
    "invited",
    "started",
    "stuck",
    "needs_review",
    "signed_off",
    "sent",
    "read",
    "opted_out",
    "declined",
    "no_response",
    "failed",
    "cancelled",
    "closed",
)
STUCK_AFTER = REMINDER_AFTER  # so long without a word, half-way through


@dataclass(frozen=True)
class Progress:
    """What is known of a visit besides its own dates, read without opening anything sealed."""

    opted_out: bool = False
    wrong_number: bool = False
    quiet: bool = False  # no text until a person decides
    stage: str | None = None
    channel: str | None = None  # where the patient wrote last
    answered: int = 0
    asked_of: int = 0
    last_move_at: datetime | None = None
    revision: int = 0  # events of the agenda
    has_words: bool = False  # the patient said something for the agenda
    declined: bool = False
    changed: bool = False  # after what was signed off last


def state_of(visit: Visit, progress: Progress, now: datetime) -> str:
    """Return one of STATES.

    What has been done with the summary counts most, then what keeps us from texting, then how far the talk is.
    """
    if visit.status == "cancelled":
        return "cancelled"
    return _of_summary(visit, progress) or _of_consent(visit, progress) or _of_talk(visit, progress, now)


def awaits_review(visit: Visit, progress: Progress, now: datetime) -> bool:
    """Whether a coordinator should look at the agenda now: confirmed, or all that will come before the visit."""
    if not progress.has_words or visit.status == "cancelled":
        return False
    if visit.signed_off_at is not None or visit.sent_at is not None:
        return _out_of_date(visit, progress)
    late = now >= visit.starts_at - REVIEW_CUT_OFF_BEFORE
    over = visit.closed_at is not None or progress.opted_out
    return visit.confirmed_at is not None or late or over


def need_of_a_person(
    visit: Visit, progress: Progress, now: datetime, *, open_tiers: Collection[str], open_tasks: int
) -> tuple[int, int, datetime, str]:
    """Return what to sort by: open alerts, the gravest first; then failed deliveries and open tasks; then the others, by time.

    open_tiers: of the alerts that nobody has acknowledged.
    """
    failed = state_of(visit, progress, now) == "failed"
    place = 0 if open_tiers else 1 if open_tasks or failed else 2
    return (place, min(map(gravity, open_tiers), default=0), visit.starts_at, visit.visit_id)


def gravity(tier: str) -> int:
    """Return the place of a tier among all of them, 0 the gravest."""
    return WORST_FIRST.index(Tier(tier))


def _of_summary(visit: Visit, progress: Progress) -> str | None:
    if _failed(visit, progress):
        return "failed"
    if visit.signed_off_at is None and visit.sent_at is None:
        return None
    if _out_of_date(visit, progress):
        return "needs_review"
    if visit.read_at is not None:
        return "read"
    return "sent" if visit.sent_at is not None else "signed_off"


def _failed(visit: Visit, progress: Progress) -> bool:
    """Whether a text or a summary was lost and nothing has happened since that makes it good."""
    since = visit.signed_off_at or progress.last_move_at
    return visit.failed_at is not None and (since is None or visit.failed_at >= since)


def _out_of_date(visit: Visit, progress: Progress) -> bool:
    """Whether the summary that was sent, or is about to be, is no longer what there is; also when a newer one was held back."""
    return progress.changed or visit.signed_off_at is None


def _of_consent(visit: Visit, progress: Progress) -> str | None:
    if progress.opted_out:
        return "opted_out"
    if not visit.consent_texting and visit.started_at is None:
        return "no_consent"
    return None


def _of_talk(visit: Visit, progress: Progress, now: datetime) -> str:
    if awaits_review(visit, progress, now):
        return "needs_review"
    if progress.declined:
        return "declined"
    if visit.started_at is None:
        return _of_silence(visit, now)
    if visit.closed_at is not None or visit.starts_at <= now:
        return "closed"
    last = progress.last_move_at or visit.started_at
    return "stuck" if now - last >= STUCK_AFTER and visit.confirmed_at is None else "started"


def _of_silence(visit: Visit, now: datetime) -> str:
    over = visit.closed_at is not None or visit.starts_at <= now
    if visit.invited_at is None:
        return "closed" if over else "not_invited"
    return "no_response" if over else "invited"
