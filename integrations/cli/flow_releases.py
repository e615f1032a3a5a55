"""`previsit flows publish`, `rollback` and `releases`."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import typer

from bot.errors import PrevisitError
from bot.flow.drafting.approval import Draft
from bot.flow.drafting.release import Release, Target, before, current
from bot.ports import UnitOfWork
from bot.records import Clinic
from bot.services.flow_reach import reach
from bot.services.flow_releases import Given, given_now, publish, roll_back, take_out
from integrations.cli.clinics import clinic_called
from integrations.cli.flows import text_of
from integrations.wiring import Wiring

__all__ = ["Target", "go_back", "publish_file", "show_releases"]

_BY = "command line"


async def publish_file(wiring: Wiring, file: Path, clinic: str, approved_by: str, target: Target) -> None:
    handed_in = Draft(file.stem, text_of(file), revision=1).handed_in(seen=1)
    async with wiring.unit_of_work() as uow:
        found, now = await clinic_called(clinic, uow), wiring.clock.now()
        approved = handed_in.approved(await _clinician(approved_by, found, uow), seen=1)
        given = await given_now(found.id, file.stem, target, uow)
        coming = (await reach(found.id, uow, now)).of(target)
    release = await publish(found.id, approved, target, by=_BY, uow=wiring.unit_of_work(), clock=wiring.clock)
    typer.echo(f"Published {_line(release)}.")
    if given is not None:
        typer.echo(f"In the place of {_given(given)}.")
    typer.echo(f"Coming visits that are one of these: {coming}.")
    await wiring.close()


async def _clinician(named: str, clinic: Clinic, uow: UnitOfWork) -> str:
    """Return the name that stands for whoever approved; where clinicians have accounts, it must be one of them."""
    known = [one for one in await uow.staff.of_clinic(clinic.id) if one.active and one.role == "clinician"]
    said = " ".join(named.split()).casefold()
    found = next((one.name for one in known if said in (one.name.casefold(), one.email.casefold())), None)
    if known and found is None:
        names = ", ".join(one.name for one in known)
        raise PrevisitError(f"{named!r} is no clinician of {clinic.name}. Clinicians with an account: {names}.")
    return f"{found or named} (as stated on the command line)"


async def go_back(wiring: Wiring, name: str, clinic: str, target: Target) -> None:
    """Give visits the version before; before the first one they get the wider one, or the flow as it is shipped."""
    async with wiring.unit_of_work() as uow:
        found = await clinic_called(clinic, uow)
        leaving = current(await uow.releases.of_clinic(found.id), name, target)
        earlier = before(await uow.releases.of_clinic(found.id), leaving) if leaving else None
    how: Any = {"by": _BY, "uow": wiring.unit_of_work(), "clock": wiring.clock}
    if leaving is not None and earlier is None:
        await take_out(found.id, name, target, leaving=leaving.version, **how)
    else:
        await roll_back(found.id, name, target, leaving=None, **how)
    async with wiring.unit_of_work() as uow:
        given = await given_now(found.id, name, target, uow)
    typer.echo(f"Back to {_given(given)}{f', from version {leaving.version}' if leaving else ''}.")
    await wiring.close()


async def published_text(wiring: Wiring, version: str) -> str | None:
    """Return the file of a version that conversations run on or were published; None where there is no such."""
    async with wiring.unit_of_work() as uow:
        text = await uow.conversations.find_flow_text(version)
    await wiring.close()
    return text


def _given(given: Given | None) -> str:
    return _line(given.release) if given and given.release else "the flow as it comes with Previsit"


async def show_releases(wiring: Wiring, clinic: str) -> None:
    async with wiring.unit_of_work() as uow:
        found = await clinic_called(clinic, uow)
        releases = await uow.releases.of_clinic(found.id)
        talks = await uow.conversations.by_version(found.id)
    for release in releases:
        state = f"until {release.retired_at:%Y-%m-%d %H:%M}" if release.retired_at else "given to new visits"
        line = f"{release.published_at:%Y-%m-%d %H:%M}  {_line(release)}  {state}"
        typer.echo(f"{line}; {_talks(talks.get(release.version))}")
    published = {release.version for release in releases}
    for version in talks.keys() - published:
        typer.echo(f"{version}, as it comes with Previsit; {_talks(talks[version])}")
    if not releases:
        typer.echo(f"{clinic} has published no flow; its visits get the shipped ones.")
    await wiring.close()


def _talks(counts: tuple[int, int] | None) -> str:
    on, over = counts or (0, 0)
    return f"conversations: {on} going on, {over} over"


def _line(release: Release) -> str:
    wanted = ((one.name, getattr(release.target, one.name)) for one in fields(release.target))
    only = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in wanted if value)
    visits = f"for {only}" if only else "for every visit"
    return f"{release.name} {release.version}, {visits}, approved by {release.approved_by}"
