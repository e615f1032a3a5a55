"""Versions of a clinic's flows: which visits get them, who talks by them now, and the ways back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.flow.drafting.release import Release, Target, before, numbers
from bot.flow.library import flows
from bot.ports import UnitOfWork
from bot.services.flow_releases import give_again, roll_back, take_out
from integrations.storable import storable
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.rendering import author_name, local, zone_of
from integrations.web.keys import WIRING
from integrations.web.lab import labels

TARGETS = tuple(one.name for one in fields(Target))


@dataclass(frozen=True)
class ReleaseRow:
    """back: the release that going back leads to. talks: conversations by this version that go on, and that are over."""

    release: Release
    number: int
    visits: str
    when: str
    until: str
    who: str
    talks: tuple[int, int]
    back: ReleaseRow | None = None
    instead: str = ""  # what visits get once it is out of use; "" where that cannot be

    @property
    def in_use(self) -> bool:
        return self.release.retired_at is None


async def release_rows(request: web.Request, clinic_id: UUID, uow: UnitOfWork) -> list[ReleaseRow]:
    """Return every release of the clinic, the newest first."""
    releases = await uow.releases.of_clinic(clinic_id)
    members = await uow.staff.of_clinic(clinic_id)
    names, now = {member.id: member.name for member in members}, request.app[WIRING].clock.now()
    zone, talks = zone_of(await uow.clinics.get(clinic_id)), await uow.conversations.by_version(clinic_id)
    counted = numbers(releases)

    def row(release: Release, **more: Any) -> ReleaseRow:
        return ReleaseRow(
            release,
            counted[release.name, release.version],
            visits_of(release.target),
            local(release.published_at, zone, now),
            local(release.retired_at, zone, now) if release.retired_at else "",
            author_name(release.published_by, names),
            talks.get(release.version, (0, 0)),
            **more,
        )

    def full(release: Release) -> ReleaseRow:
        if release.retired_at is not None:
            return row(release)
        earlier = before(releases, release)
        return row(release, back=row(earlier) if earlier else None, instead=_instead(release, releases))

    return [full(release) for release in releases]


def _instead(release: Release, releases: Sequence[Release]) -> str:
    """Say what its visits would get without it."""
    others = [one for one in releases if one.name == release.name and one.id != release.id and one.retired_at is None]
    if any(one.target.fits(release.target) for one in others):
        return "what every other visit gets"
    return "the flow as it comes with Previsit" if release.name in flows() else ""


def visits_of(target: Target) -> str:
    """Return in words which visits a release is for."""
    words = {
        "clinician": target.clinician,
        "visit_type": target.visit_type,
        "language": labels.LANGUAGES.get(target.language or "", target.language),
    }
    return ", ".join(word for word in words.values() if word) or "Every visit"


def earlier_versions(rows: Sequence[ReleaseRow], of: ReleaseRow) -> Iterator[ReleaseRow]:
    """Yield each version that these visits could get again, the newest first: not the one they have, nor the one before it."""
    shown = {of.release.version, of.back.release.version if of.back else ""}
    for row in rows:
        if row.release.name == of.release.name and row.release.version not in shown:
            shown.add(row.release.version)
            yield row


def target_in(form: dict[str, str]) -> Target:
    """Read which visits a release is for; an empty field is any."""
    given = {name: " ".join(storable(form.get(name, "")).split()) for name in TARGETS}
    return Target(**{name: value or None for name, value in given.items()})


async def post_roll_back(request: web.Request) -> web.Response:
    name, form = request.match_info["name"], request[FORM]
    await roll_back(*_at(request), target_in(form), leaving=form.get("leaves"), **_how(request))
    return go_to("/flows", done="flow-rolled-back", place=f"flow-{name}")


async def post_again(request: web.Request) -> web.Response:
    name, form = request.match_info["name"], request[FORM]
    version, leaving = form.get("version", ""), form.get("leaves", "")
    await give_again(*_at(request), target_in(form), version, leaving=leaving, **_how(request))
    return go_to("/flows", done="flow-given-again", place=f"flow-{name}")


async def post_out(request: web.Request) -> web.Response:
    name, form = request.match_info["name"], request[FORM]
    await take_out(*_at(request), target_in(form), leaving=form.get("leaves", ""), **_how(request))
    return go_to("/flows", done="flow-taken-out", place=f"flow-{name}")


def _at(request: web.Request) -> tuple[UUID, str]:
    return request[SIGNED_IN].member.clinic_id, request.match_info["name"]


def _how(request: web.Request) -> dict[str, Any]:
    wiring = request.app[WIRING]
    return {"by": request[SIGNED_IN].by, "uow": wiring.unit_of_work(), "clock": wiring.clock}
