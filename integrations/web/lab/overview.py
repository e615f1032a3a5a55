"""Every flow of a clinic: what visits get, what is in the making, and what was published before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID

from aiohttp import web

from bot.flow.drafting.open_draft import OpenDraft
from bot.flow.drafting.release import Release, Target, before
from bot.flow.library import flows, load_flow
from bot.flow.model import Texts
from bot.ports import UnitOfWork
from bot.services.flow_releases import roll_back
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.rendering import author_name, local, staff_page, zone_of
from integrations.web.keys import WIRING
from integrations.web.lab import labels

TARGETS = tuple(one.name for one in fields(Target))


@dataclass(frozen=True)
class ReleaseRow:
    release: Release
    visits: str
    when: str
    until: str
    who: str
    can_go_back: bool


@dataclass(frozen=True)
class FlowRow:
    name: str
    title: Texts
    questions: int
    releases: tuple[ReleaseRow, ...]
    draft: OpenDraft | None

    @property
    def in_use(self) -> tuple[ReleaseRow, ...]:
        return tuple(row for row in self.releases if row.release.retired_at is None)


async def get_flows(request: web.Request) -> web.Response:
    wiring, clinic_id = request.app[WIRING], request[SIGNED_IN].member.clinic_id
    async with wiring.unit_of_work() as uow:
        rows = await _rows(request, clinic_id, uow)
    return await staff_page(request, "lab/flows.html", rows=rows, lab=labels)


async def post_roll_back(request: web.Request) -> web.Response:
    wiring, who, form = request.app[WIRING], request[SIGNED_IN], request[FORM]
    name = request.match_info["name"]
    await roll_back(
        who.member.clinic_id, name, target_in(form), by=who.by, uow=wiring.unit_of_work(), clock=wiring.clock
    )
    return go_to("/flows", done="flow-rolled-back", place=f"flow-{name}")


def target_in(form: dict[str, str]) -> Target:
    """Read which visits a release is for; an empty field is any."""
    return Target(**{name: " ".join(form.get(name, "").split()) or None for name in TARGETS})


def visits_of(target: Target) -> str:
    """Return in words which visits a release is for."""
    words = {
        "clinician": target.clinician,
        "visit_type": target.visit_type,
        "language": labels.LANGUAGES.get(target.language or "", target.language),
    }
    return ", ".join(word for word in words.values() if word) or "Every visit"


async def _rows(request: web.Request, clinic_id: UUID, uow: UnitOfWork) -> list[FlowRow]:
    releases, drafts = await uow.releases.of_clinic(clinic_id), await uow.drafts.of_clinic(clinic_id)
    clinic, members = await uow.clinics.get(clinic_id), await uow.staff.of_clinic(clinic_id)
    names, now = {member.id: member.name for member in members}, request.app[WIRING].clock.now()
    zone = zone_of(clinic)

    def row(release: Release) -> ReleaseRow:
        return ReleaseRow(
            release,
            visits_of(release.target),
            local(release.published_at, zone, now),
            local(release.retired_at, zone, now) if release.retired_at else "",
            author_name(release.published_by, names),
            release.retired_at is None and before(releases, release) is not None,
        )

    return [_row(name, map(row, releases), drafts) for name in flows()]


def _row(name: str, releases: Iterable[ReleaseRow], drafts: Iterable[OpenDraft]) -> FlowRow:
    shipped = load_flow(name)
    of_flow = tuple(row for row in releases if row.release.name == name)
    draft = next((draft for draft in drafts if draft.name == name), None)
    return FlowRow(name, shipped.title, len(shipped.questions), of_flow, draft)
