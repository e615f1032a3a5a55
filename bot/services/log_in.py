"""Logging in and out, and what a session at work is."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import PrevisitError
from bot.passwords import check_password, hash_password, is_password
from bot.ports import Clock, UnitOfWork
from bot.records import StaffMember
from bot.services.accounts import LONGEST_EMAIL, AccountRefused, author, hashed

TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
IDLE_WARNING, IDLE_END = timedelta(minutes=15), timedelta(minutes=30)
SESSION_ENDS = timedelta(hours=12)
_SEEN_EVERY = timedelta(seconds=30)  # a session's last use is written down no more often


class LogInRefused(PrevisitError):
    """The one answer to every failed log-in: it tells nobody whether the account exists or waits."""

    def __init__(self) -> None:
        super().__init__(
            "The e-mail address and password do not go together, or there were too many tries. "
            f"After {TRIES} wrong tries an account waits {LOCKED_FOR.seconds // 60} minutes."
        )


@dataclass(frozen=True)
class SignedIn:
    """Somebody at work in one browser."""

    member: StaffMember
    csrf_token: str
    since: datetime
    seen_at: datetime

    @property
    def by(self) -> str:
        return author(self.member.id)


async def log_in(email: str, password: str, uow: UnitOfWork, clock: Clock) -> str:
    """Return the id of a new session, or raise LogInRefused.

    A try is counted before the password is looked at, so that guesses made side by side share the same five tries.
    """
    member = await _count_try(email, uow, clock)
    stored = member.password_hash if member and member.active else None
    right = await asyncio.to_thread(is_password, password, stored)
    async with uow:
        if member is None or not right:
            if member is not None:
                await uow.audit.note("system", "log_in.refused", f"staff:{member.id}", clock.now())
                await uow.commit()
            raise LogInRefused
        await uow.staff.update(member.id, failed_logins=0, locked_until=None)
        token = await _new_session(member, uow, clock)
        await uow.audit.note(author(member.id), "log_in", f"staff:{member.id}", clock.now())
        await uow.commit()
    return token


async def _count_try(email: str, uow: UnitOfWork, clock: Clock) -> StaffMember | None:
    """Return the member who may try now, the try counted; None when there is nobody or the account waits."""
    async with uow:
        found = await uow.staff.with_email(email[:LONGEST_EMAIL])
        if found is None:
            return None
        member = await uow.staff.lock(found.id)
        if member.locked_until is not None and member.locked_until > clock.now():
            return None
        tries = 1 if member.locked_until is not None else member.failed_logins + 1
        locked = clock.now() + LOCKED_FOR if tries >= TRIES else None
        await uow.staff.update(member.id, failed_logins=tries, locked_until=locked)
        await uow.commit()
    return member


async def signed_in(token: str, uow: UnitOfWork, clock: Clock, *, counts_as_use: bool = True) -> SignedIn | None:
    """Return who this browser belongs to; None when nobody is or the session is over, which then ends for good."""
    async with uow:
        session = await uow.staff.session(hashed(token))
        if session is None:
            return None
        staff_id, csrf_token, since, seen_at = session
        member, now = await uow.staff.get(staff_id), clock.now()
        if not member.active or now - seen_at >= IDLE_END or now - since >= SESSION_ENDS:
            await uow.staff.end_session(hashed(token))
            await uow.commit()
            return None
        if counts_as_use and now - seen_at >= _SEEN_EVERY:
            await uow.staff.touch_session(hashed(token), now)
            await uow.commit()
    return SignedIn(member, csrf_token, since, seen_at)


async def log_out(token: str, uow: UnitOfWork, clock: Clock) -> None:
    async with uow:
        session = await uow.staff.session(hashed(token))
        await uow.staff.end_session(hashed(token))
        if session is not None:
            await uow.audit.note(author(session[0]), "log_out", f"staff:{session[0]}", clock.now())
        await uow.commit()


async def change_password(member: StaffMember, old: str, new: str, uow: UnitOfWork, clock: Clock) -> str:
    """Set another password, end every session of the member, and return the id of a new one for this browser."""
    if not await asyncio.to_thread(is_password, old, member.password_hash):
        raise AccountRefused("The present password is not right.")
    check_password(new, member.email, member.name)
    stored = await asyncio.to_thread(hash_password, new)
    async with uow:
        await uow.staff.update(member.id, password_hash=stored)
        await uow.staff.end_sessions(member.id)
        token = await _new_session(member, uow, clock)
        await uow.audit.note(author(member.id), "password.change", f"staff:{member.id}", clock.now())
        await uow.commit()
    return token


async def _new_session(member: StaffMember, uow: UnitOfWork, clock: Clock) -> str:
    token = secrets.token_urlsafe(32)
    await uow.staff.add_session(hashed(token), member.id, secrets.token_urlsafe(32), clock.now())
    return token
