"""Publishing a clinic's flow, going back to the one before, and which flow a new visit gets.

A conversation is pinned to its version when it is made, so nothing here reaches one that is going on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.errors import PrevisitError
from bot.flow.drafting.approval import Draft, DraftRefused
from bot.flow.drafting.names import NAME
from bot.flow.drafting.release import Release, Target, before, current, release_for
from bot.flow.library import flow_text, flows, load_flow, parse_flow
from bot.flow.model import LANGUAGES, Flow
from bot.ports import Clock, UnitOfWork


class NothingToGoBackTo(PrevisitError):
    """A clinic has published no other version of this flow for these visits."""


class ReleasedMeanwhile(PrevisitError):
    """Visits get another version than its reader saw."""


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


@dataclass(frozen=True)
class Given:
    """What visits get. release: None for the flow as it is shipped, or for nothing yet."""

    release: Release | None
    content: str

    @property
    def version(self) -> str:
        return self.release.version if self.release else "shipped"


async def given_now(clinic_id: UUID, name: str, target: Target, uow: UnitOfWork) -> Given | None:
    """Return what these visits get now; None for a flow of the clinic's own that none of them gets yet."""
    release = release_for(await uow.releases.of_clinic(clinic_id), name, target)
    if release is not None:
        return Given(release, await uow.conversations.flow_text(release.version))
    return Given(None, flow_text(name)) if name in flows() else None


async def roll_back(
    clinic_id: UUID, name: str, target: Target, *, leaving: str | None, by: str, uow: UnitOfWork, clock: Clock
) -> Release:
    """Give visits the version before the one they get now, and further back each time; all stay in the history.

    leaving: the version that its reader saw in use; None for whichever it is.
    """
    async with uow:
        now, releases = await _in_use(clinic_id, name, target, leaving, uow)
        earlier = before(releases, now)
        if earlier is None:
            raise NothingToGoBackTo(f"There is no earlier version of {name!r} for these visits to go back to.")
        release = Release(name, earlier.version, earlier.approved_by, by, clock.now(), now.target)
        await _put_in_place(clinic_id, release, uow)
        await uow.commit()
    return release


async def give_again(
    clinic_id: UUID, name: str, target: Target, version: str, *, leaving: str, by: str, uow: UnitOfWork, clock: Clock
) -> Release:
    """Give visits any version that was published before."""
    async with uow:
        now, releases = await _in_use(clinic_id, name, target, leaving, uow)
        known = next((one for one in releases if (one.name, one.version) == (name, version)), None)
        if known is None:
            raise NothingToGoBackTo(f"This version of {name!r} was never published here.")
        release = Release(name, version, known.approved_by, by, clock.now(), now.target)
        await _put_in_place(clinic_id, release, uow)
        await uow.commit()
    return release


async def take_out(
    clinic_id: UUID, name: str, target: Target, *, leaving: str, by: str, uow: UnitOfWork, clock: Clock
) -> Release:
    """Take a release out of use: its visits get the wider one, or the flow as it is shipped."""
    async with uow:
        now, releases = await _in_use(clinic_id, name, target, leaving, uow)
        left = [one for one in releases if one.id != now.id]
        if name not in flows() and release_for(left, name, now.target) is None:
            raise NothingToGoBackTo(f"Without it no visit could have {name!r}. Publish another version instead.")
        await uow.releases.retire(now.id, clock.now())
        await uow.audit.note(by, f"flow.take_out {name}", f"clinic:{clinic_id}", clock.now())
        await uow.commit()
    return now


async def _in_use(
    clinic_id: UUID, name: str, target: Target, leaving: str | None, uow: UnitOfWork
) -> tuple[Release, list[Release]]:
    """Return the release that exactly these visits get, and all others; refuse when it is not what its reader saw."""
    await uow.releases.lock(clinic_id)
    releases = await uow.releases.of_clinic(clinic_id)
    now = current(releases, name, target)
    if now is None:
        raise NothingToGoBackTo(
            f"There is no earlier version of {name!r}: none was published for exactly these visits."
        )
    if leaving not in (None, now.version):
        raise ReleasedMeanwhile(
            "Somebody published another version for these visits in the meantime. Look at it first."
        )
    return now, releases


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
