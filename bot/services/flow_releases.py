"""Publishing a clinic's flow, going back to the one before, and which flow a new visit gets.

A conversation is pinned to its version when it is made, so nothing here reaches one that is going on.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bot.errors import PrevisitError
from bot.flow.drafting.approval import Draft, DraftRefused
from bot.flow.drafting.names import NAME
from bot.flow.drafting.release import Release, Target, before, current, release_for
from bot.flow.library import flow_text, load_flow, parse_flow
from bot.flow.model import LANGUAGES, Flow
from bot.ports import Clock, UnitOfWork


class NothingToGoBackTo(PrevisitError):
    """A clinic has published no other version of this flow for these visits."""


async def publish(clinic_id: UUID, draft: Draft, target: Target, *, by: str, uow: UnitOfWork, clock: Clock) -> Release:
    """Give visits this version from now on, in the place of the one they got so far; refuse what nobody approved."""
    async with uow:
        release = await put_out(clinic_id, draft, target, by=by, uow=uow, now=clock.now())
        await uow.commit()
    return release


async def put_out(clinic_id: UUID, draft: Draft, target: Target, *, by: str, uow: UnitOfWork, now: datetime) -> Release:
    """Publish within a transaction that is open."""
    approved_by = draft.publishable().approved_by or ""
    if not NAME.fullmatch(draft.name):
        raise DraftRefused(
            f"A flow cannot be called {draft.name!r}: use small letters, digits and _, such as new_patient."
        )
    if target.language not in (None, *LANGUAGES):
        raise DraftRefused(f"No patient is texted in {target.language!r}. Languages: {', '.join(LANGUAGES)}.")
    flow = parse_flow(draft.content, f"{draft.name}.yml")
    await uow.releases.lock(clinic_id)
    await uow.conversations.pin_flow(flow, draft.content, now)
    release = Release(flow.name, flow.version, approved_by, by, now, target)
    await _put_in_place(clinic_id, release, uow)
    return release


async def roll_back(clinic_id: UUID, name: str, target: Target, *, by: str, uow: UnitOfWork, clock: Clock) -> Release:
    """Give visits the version before the one they get now; both stay in the history."""
    async with uow:
        await uow.releases.lock(clinic_id)
        releases = await uow.releases.of_clinic(clinic_id)
        now = current(releases, name, target)
        earlier = before(releases, now) if now else None
        if earlier is None:
            raise NothingToGoBackTo(f"There is no earlier version of {name!r} for these visits to go back to.")
        release = replace(Release(name, earlier.version, earlier.approved_by, by, clock.now()), target=target)
        await _put_in_place(clinic_id, release, uow)
        await uow.commit()
    return release


async def _put_in_place(clinic_id: UUID, release: Release, uow: UnitOfWork) -> None:
    replaced = current(await uow.releases.of_clinic(clinic_id), release.name, release.target)
    if replaced is not None:
        await uow.releases.retire(replaced.id, release.published_at)
    await uow.releases.add(clinic_id, release)
    await uow.audit.note(
        release.published_by, f"flow.publish {release.name}", f"clinic:{clinic_id}", release.published_at
    )


async def pinned_flow(clinic_id: UUID, name: str, visit: Target, uow: UnitOfWork, now: datetime) -> Flow:
    """Return the flow that a new visit gets, kept for good: what the clinic has published, or the one that is shipped."""
    release = release_for(await uow.releases.of_clinic(clinic_id), name, visit)
    if release is not None:
        return await uow.conversations.flow(release.version)
    flow = load_flow(name)
    await uow.conversations.pin_flow(flow, flow_text(name), now)
    return flow
