"""`previsit flows publish`, `rollback` and `releases`."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import typer

from bot.errors import PrevisitError
from bot.flow.drafting.approval import Draft
from bot.flow.drafting.release import Release, Target
from bot.ports import UnitOfWork
from bot.records import Clinic
from bot.services.flow_releases import publish, roll_back
from integrations.cli.flows import text_of
from integrations.wiring import Wiring

__all__ = ["Target", "go_back", "publish_file", "show_releases"]

_BY = "command line"


async def publish_file(wiring: Wiring, file: Path, clinic: str, approved_by: str, target: Target) -> None:
    handed_in = Draft(file.stem, text_of(file), revision=1).handed_in(seen=1)
    approved = handed_in.approved(approved_by, seen=1)
    async with wiring.unit_of_work() as uow:
        found = await _clinic(clinic, uow)
    release = await publish(found.id, approved, target, by=_BY, uow=wiring.unit_of_work(), clock=wiring.clock)
    typer.echo(f"Published {_line(release)}.")
    await wiring.close()


async def go_back(wiring: Wiring, name: str, clinic: str, target: Target) -> None:
    async with wiring.unit_of_work() as uow:
        found = await _clinic(clinic, uow)
    release = await roll_back(found.id, name, target, by=_BY, uow=wiring.unit_of_work(), clock=wiring.clock)
    typer.echo(f"Back to {_line(release)}.")
    await wiring.close()


async def show_releases(wiring: Wiring, clinic: str) -> None:
    async with wiring.unit_of_work() as uow:
        found = await _clinic(clinic, uow)
        releases = await uow.releases.of_clinic(found.id)
    for release in releases:
        state = f"until {release.retired_at:%Y-%m-%d %H:%M}" if release.retired_at else "given to new visits"
        typer.echo(f"{release.published_at:%Y-%m-%d %H:%M}  {_line(release)}  {state}")
    if not releases:
        typer.echo(f"{clinic} has published no flow; its visits get the shipped ones.")
    await wiring.close()


async def _clinic(name: str, uow: UnitOfWork) -> Clinic:
    clinic = await uow.clinics.named(name)
    if clinic is None:
        known = ", ".join(one.name for one in await uow.clinics.all()) or "none yet"
        raise PrevisitError(f"There is no clinic {name!r}. Clinics: {known}.")
    return clinic


def _line(release: Release) -> str:
    wanted = ((one.name, getattr(release.target, one.name)) for one in fields(release.target))
    only = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in wanted if value)
    visits = f"for {only}" if only else "for every visit"
    return f"{release.name} {release.version}, {visits}, approved by {release.approved_by}"
