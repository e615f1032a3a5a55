"""Every flow of a clinic: what visits get, what is in the making, and what was published before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from aiohttp import web

from bot.flow.document import read_document
from bot.flow.drafting.open_draft import OpenDraft
from bot.flow.drafting.release import Release
from bot.flow.library import flows, load_flow
from bot.flow.model import LANGUAGES, Flow, Texts
from bot.flow.parse import shape_of
from bot.ports import UnitOfWork
from bot.services.flow_drafts import begin_new
from integrations.storable import storable
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.rendering import staff_page
from integrations.web.keys import WIRING
from integrations.web.lab import labels
from integrations.web.lab.releases import ReleaseRow, earlier_versions, release_rows


@dataclass(frozen=True)
class FlowRow:
    name: str
    title: Texts
    own: bool  # the clinic's, not one that comes with Previsit
    releases: tuple[ReleaseRow, ...]
    draft: OpenDraft | None
    shipped: tuple[int, int]  # conversations by the flow as it is shipped that go on, and that are over

    @property
    def in_use(self) -> tuple[ReleaseRow, ...]:
        return tuple(row for row in self.releases if row.in_use)


async def get_flows(request: web.Request) -> web.Response:
    wiring, clinic_id = request.app[WIRING], request[SIGNED_IN].member.clinic_id
    async with wiring.unit_of_work() as uow:
        rows = await _rows(request, clinic_id, uow)
    return await staff_page(request, "lab/flows.html", rows=rows, lab=labels, earlier_versions=earlier_versions)


async def post_new(request: web.Request) -> web.Response:
    """Begin a flow of the clinic's own as a copy of another."""
    wiring, form = request.app[WIRING], request[FORM]
    title = {language: " ".join(storable(form.get(f"title_{language}", "")).split()) for language in LANGUAGES}
    who, uow = request[SIGNED_IN], wiring.unit_of_work()
    like = form.get("like", "")
    name = await begin_new(who.member.clinic_id, title, like, by=who.by, uow=uow, clock=wiring.clock)
    return go_to(f"/flows/{name}", done="flow-begun")


async def _rows(request: web.Request, clinic_id: UUID, uow: UnitOfWork) -> list[FlowRow]:
    drafts, rows = await uow.drafts.of_clinic(clinic_id), await release_rows(request, clinic_id, uow)
    releases = [row.release for row in rows]
    talks = await uow.conversations.by_shipped_flow(clinic_id, {release.version for release in releases})
    named = {release.name for release in releases} | {draft.name for draft in drafts}
    own = sorted(named - {*flows()})
    return [
        _row(name, await _shown(name, releases, drafts, uow), rows, drafts, talks.get(name, (0, 0)))
        for name in (*own, *flows())
    ]


async def _shown(name: str, releases: Iterable[Release], drafts: Iterable[OpenDraft], uow: UnitOfWork) -> Flow:
    """Return the flow whose title stands for all its versions: the newest release, or what there is."""
    newest = next((one for one in releases if one.name == name), None)
    if newest is not None:
        return await uow.conversations.flow(newest.version)
    draft = next((draft for draft in drafts if draft.name == name), None)
    return (
        load_flow(name) if draft is None or name in flows() else shape_of(read_document(draft.content, f"{name}.yml"))
    )


def _row(
    name: str, shown: Flow, releases: Iterable[ReleaseRow], drafts: Iterable[OpenDraft], shipped: tuple[int, int]
) -> FlowRow:
    of_flow = tuple(row for row in releases if row.release.name == name)
    draft = next((draft for draft in drafts if draft.name == name), None)
    return FlowRow(name, shown.title, name not in flows(), of_flow, draft, shipped)
