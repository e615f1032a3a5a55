"""Links to the web chat: one visit each, unguessable, short-lived, and of no use without the patient's date of birth."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from bot.errors import PrevisitError
from bot.ports import Clock, UnitOfWork
from bot.records import ChatLink

TOKEN_BYTES = 32
LASTS_AFTER_VISIT = timedelta(days=1)
LASTS_AT_MOST = timedelta(days=14)
SESSION_LASTS = timedelta(hours=24)  # over 20 hours, so that nobody has to be warned (WCAG 2.2, 2.2.1)
TRIES_BEFORE_PAUSE, PAUSE = 5, timedelta(minutes=15)
TRIES_IN_ALL = 10


class LinkNotFound(PrevisitError):
    """Unknown, expired or revoked: the three look alike from outside."""

    def __init__(self) -> None:
        super().__init__("This link does not open a conversation.")


class LinkLocked(PrevisitError):
    """Too many wrong dates of birth for now."""

    def __init__(self, until: datetime) -> None:
        super().__init__("Too many wrong dates of birth were given on this link.")
        self.until = until


class WrongBirthDate(PrevisitError):
    """The date is not the patient's."""

    def __init__(self) -> None:
        super().__init__("The date of birth does not match.")


async def new_link(conversation_id: UUID, uow: UnitOfWork, clock: Clock) -> str:
    """Return the token of a new link; joins the caller's transaction."""
    now, token = clock.now(), secrets.token_urlsafe(TOKEN_BYTES)
    visit = await uow.visits.get((await uow.conversations.get(conversation_id)).visit_id)
    link = ChatLink(uuid4(), conversation_id, _expiry(visit.starts_at, now), 0, None, None)
    await uow.links.add(link, _hash(token), now)
    return token


async def open_link(token: str, uow: UnitOfWork, clock: Clock) -> ChatLink:
    """Return the link behind a token, or raise LinkNotFound. Changes nothing: previews open links too."""
    async with uow:
        link = await uow.links.with_token(_hash(token))
    return _usable(link, clock.now())


async def verify(token: str, readings: Collection[date], uow: UnitOfWork, clock: Clock) -> str:
    """Compare a date of birth and return the id of a new browser session.

    readings: every day that what the patient typed may mean. Raises LinkNotFound, LinkLocked or WrongBirthDate.
    """
    async with uow:
        found = _usable(await uow.links.with_token(_hash(token)), clock.now())
        link = await uow.links.lock(found.id)  # tries made at once are counted one after the other
        session = await _try(link, readings, uow, clock)
        await uow.commit()
    if session is None:
        raise WrongBirthDate
    return session


async def opened_by(session: str, token: str, uow: UnitOfWork, clock: Clock) -> ChatLink | None:
    """Return the link if this browser session has opened it; LinkNotFound when nobody can any more."""
    async with uow:
        link = _usable(await uow.links.with_token(_hash(token)), clock.now())
        opened = await uow.links.session(_hash(session), clock.now())
    return link if opened == link.id else None


async def _try(link: ChatLink, readings: Collection[date], uow: UnitOfWork, clock: Clock) -> str | None:
    now = clock.now()
    _usable(link, now)
    if link.locked_until is not None and link.locked_until > now:
        raise LinkLocked(link.locked_until)
    visit = await uow.visits.get((await uow.conversations.get(link.conversation_id)).visit_id)
    if visit.details is None:  # erased
        raise LinkNotFound
    if visit.details.birth_date not in readings:
        await _count_wrong_try(link, uow, now)
        await uow.audit.note("patient", "chat_refused", f"visit:{visit.id}", now)
        return None
    session = secrets.token_urlsafe(TOKEN_BYTES)
    await uow.links.update(link.id, wrong_tries=0, locked_until=None)
    await uow.links.add_session(_hash(session), link.id, now, min(now + SESSION_LASTS, link.expires_at))
    await uow.audit.note("patient", "chat_opened", f"visit:{visit.id}", now)
    return session


async def _count_wrong_try(link: ChatLink, uow: UnitOfWork, now: datetime) -> None:
    tries = link.wrong_tries + 1
    if tries >= TRIES_IN_ALL:
        await uow.links.update(link.id, wrong_tries=tries, revoked_at=now)
    elif tries % TRIES_BEFORE_PAUSE == 0:
        await uow.links.update(link.id, wrong_tries=tries, locked_until=now + PAUSE)
    else:
        await uow.links.update(link.id, wrong_tries=tries)


def _usable(link: ChatLink | None, now: datetime) -> ChatLink:
    if link is None or link.revoked_at is not None or link.expires_at <= now:
        raise LinkNotFound
    return link


def _expiry(starts_at: datetime, now: datetime) -> datetime:
    """A day after the visit; a link asked for later than that still lasts a day."""
    return min(max(starts_at, now) + LASTS_AFTER_VISIT, now + LASTS_AT_MOST)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
