"""Who works here: inviting members of staff, recovering and ending their accounts."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from bot.errors import PrevisitError
from bot.passwords import check_password, hash_password
from bot.ports import Clock, UnitOfWork
from bot.records import StaffMember

ROLES = ("coordinator", "clinician", "admin")
LINK_LASTS = timedelta(days=3)
LONGEST_EMAIL = 254


class LinkEnded(PrevisitError):
    """A link to set a password was used, has expired or never existed."""

    def __init__(self) -> None:
        super().__init__("This link has been used or has expired. Ask an admin of your clinic for a new one.")


class AccountRefused(PrevisitError):
    """An account cannot be made or changed like this; the text says why."""


def author(staff_id: UUID) -> str:
    """Return how a member of staff is named as the author of something."""
    return f"staff:{staff_id}"


async def invite_member(
    admin: StaffMember, *, email: str, name: str, role: str, uow: UnitOfWork, clock: Clock
) -> tuple[StaffMember, str]:
    """Make an account without a password; return it with the token of the one-time link that sets one."""
    member = _invited(admin, email.strip(), " ".join(name.split()), role)
    async with uow:
        if await uow.staff.with_email(member.email) is not None:
            raise AccountRefused("There is an account with this e-mail address already.")
        await uow.staff.add(member, clock.now())
        token = await new_link(member.id, uow, clock)
        await uow.audit.note(author(admin.id), "account.invite", f"staff:{member.id}", clock.now())
        await uow.commit()
    return member, token


async def recover_member(admin: StaffMember, staff_id: UUID, uow: UnitOfWork, clock: Clock) -> tuple[StaffMember, str]:
    """Let a member, active or not, set a new password by a one-time link; the old one and its sessions end at once."""
    async with uow:
        member = await _of_clinic(admin, staff_id, uow)
        await uow.staff.update(staff_id, active=True, password_hash=None, failed_logins=0, locked_until=None)
        await uow.staff.end_sessions(staff_id)
        token = await new_link(staff_id, uow, clock)
        await uow.audit.note(author(admin.id), "account.recover", f"staff:{staff_id}", clock.now())
        await uow.commit()
    return replace(member, active=True), token


async def deactivate_member(admin: StaffMember, staff_id: UUID, uow: UnitOfWork, clock: Clock) -> None:
    """End an account and every session and link of it; what the member did stays signed with the name."""
    if staff_id == admin.id:
        raise AccountRefused("You cannot end your own account. Ask another admin.")
    async with uow:
        await _of_clinic(admin, staff_id, uow)
        await uow.staff.update(staff_id, active=False, token_hash=None, token_expires_at=None)
        await uow.staff.end_sessions(staff_id)
        await uow.audit.note(author(admin.id), "account.deactivate", f"staff:{staff_id}", clock.now())
        await uow.commit()


async def owner_of_link(token: str, uow: UnitOfWork, clock: Clock) -> StaffMember:
    """Return whose password a link sets, or raise LinkEnded; looking does not use the link up."""
    async with uow:
        return await _owner(token, uow, clock)


async def set_password(token: str, password: str, uow: UnitOfWork, clock: Clock) -> StaffMember:
    """Use a link up: set the password of its owner and end whatever sessions there were."""
    member = await owner_of_link(token, uow, clock)
    check_password(password, member.email, member.name)
    stored = await asyncio.to_thread(hash_password, password)
    async with uow:
        await uow.staff.lock(member.id)
        await _owner(token, uow, clock)
        await uow.staff.update(
            member.id, password_hash=stored, failed_logins=0, locked_until=None, token_hash=None, token_expires_at=None
        )
        await uow.staff.end_sessions(member.id)
        await uow.audit.note(author(member.id), "password.set", f"staff:{member.id}", clock.now())
        await uow.commit()
    return member


def hashed(token: str) -> bytes:
    """Return what is stored of a token; 32 random bytes need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).digest()


async def _owner(token: str, uow: UnitOfWork, clock: Clock) -> StaffMember:
    member = await uow.staff.with_token(hashed(token), clock.now())
    if member is None or not member.active:
        raise LinkEnded
    return member


async def new_link(staff_id: UUID, uow: UnitOfWork, clock: Clock) -> str:
    """Return the token of a one-time link that sets a password, in the caller's transaction; an older link ends."""
    """Return the token of a one-time link that sets a password; joins the caller's transaction."""
    token = secrets.token_urlsafe(32)
    await uow.staff.update(staff_id, token_hash=hashed(token), token_expires_at=clock.now() + LINK_LASTS)
    return token


async def _of_clinic(admin: StaffMember, staff_id: UUID, uow: UnitOfWork) -> StaffMember:
    member = await uow.staff.lock(staff_id)
    if member.clinic_id != admin.clinic_id:
        raise AccountRefused("There is no such account at your clinic.")
    return member


def _invited(admin: StaffMember, email: str, name: str, role: str) -> StaffMember:
    local, at, domain = email.rpartition("@")
    if not (local and at and "." in domain) or len(email) > LONGEST_EMAIL or any(c.isspace() for c in email):
        raise AccountRefused("Write one e-mail address, such as sam@clinic.example.")
    if not name or len(name) > 80:
        raise AccountRefused("Write the person's name, at most 80 characters.")
    if role not in ROLES:
        raise AccountRefused(f"A role is one of: {', '.join(ROLES)}.")
    return StaffMember(uuid4(), admin.clinic_id, email, name, role, active=True)
