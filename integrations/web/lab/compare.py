"""Two versions of a flow side by side."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from bot.flow.drafting.release import Release, numbers
from bot.flow.library import flows, load_flow
from bot.flow.model import Flow
from bot.ports import UnitOfWork
from integrations.web.coordinator.at_work import SIGNED_IN
from integrations.web.coordinator.rendering import staff_page
from integrations.web.keys import WIRING
from integrations.web.lab import labels
from integrations.web.lab.changes import told

_SHIPPED = "shipped"


async def get_compare(request: web.Request) -> web.Response:
    """Show what changed between two versions; without a choice: to the newest from the one before it."""
    name, clinic_id = request.match_info["name"], request[SIGNED_IN].member.clinic_id
    async with request.app[WIRING].unit_of_work() as uow:
        releases = [one for one in await uow.releases.of_clinic(clinic_id) if one.name == name]
        versions = _versions(name, releases)
        if not versions:
            raise web.HTTPNotFound
        known = [value for value, _ in versions]
        after = _chosen(request, "after", known, known[0])
        before = _chosen(request, "before", known, known[min(1, len(known) - 1)])
        flows_compared = await _flow(name, before, uow), await _flow(name, after, uow)
    return await staff_page(
        request,
        "lab/compare.html",
        name=name,
        title=flows_compared[1].title["en"],
        versions=versions,
        before=before,
        after=after,
        changes=told(*flows_compared),
        lab=labels,
    )


def _versions(name: str, releases: Sequence[Release]) -> list[tuple[str, str]]:
    """Return every version, the newest first, each with what it is called."""
    counted = numbers(releases)
    words = {one.version: f"Version {counted[name, one.version]} ({one.version})" for one in releases}
    shipped = [(_SHIPPED, "As it comes with Previsit")] if name in flows() else []
    return [*words.items(), *shipped]


def _chosen(request: web.Request, field: str, known: Sequence[str], otherwise: str) -> str:
    """Read a choice of the address: only what this clinic has published can be looked at."""
    wanted = request.query.get(field, otherwise)
    if wanted not in known:
        raise web.HTTPNotFound
    return wanted


async def _flow(name: str, version: str, uow: UnitOfWork) -> Flow:
    return load_flow(name) if version == _SHIPPED else await uow.conversations.flow(version)
