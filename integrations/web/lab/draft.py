"""One draft: its questions, what is wrong with them, and its way to patients."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from aiohttp import web

from bot.errors import PrevisitError
from bot.flow.document import FlowError
from bot.flow.drafting.approval import DraftRefused, Stage
from bot.flow.drafting.open_draft import OpenDraft
from bot.flow.drafting.release import Target
from bot.flow.library import parse_flow
from bot.flow.model import ASKED_BY_FLOWS, LANGUAGES
from bot.services import flow_drafts
from bot.services.flow_reach import reach
from integrations.questionnaires.exported import questionnaire
from integrations.storable import storable
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.rendering import author_name, local, staff_page, zone_of
from integrations.web.keys import WIRING
from integrations.web.lab import labels
from integrations.web.lab.crowd import SIZES, crowd_of
from integrations.web.lab.doubt import Doubt
from integrations.web.lab.forms import MOST_OPTIONS
from integrations.web.lab.preview import bubble
from integrations.web.lab.releases import earlier_versions, release_rows, visits_of
from integrations.web.lab.shown import fields_of
from integrations.web.lab.view import of_draft, view_of
from integrations.web.lab.whens import ROWS


async def get_flow(request: web.Request) -> web.Response:
    return await draft_page(request)


async def get_tests(request: web.Request) -> web.Response:
    """The part of the page that looks again on its own."""
    return await draft_page(request, "lab/tests.html")


async def get_file(request: web.Request) -> web.Response:
    """Hand out the file of the draft, or of what visits get where there is none."""
    draft, content = await draft_and_content(request)
    headers = {"Content-Disposition": f'attachment; filename="{request.match_info["name"]}.yml"'}
    return web.Response(text=draft.content if draft else content, content_type="application/yaml", headers=headers)


async def get_questionnaire(request: web.Request) -> web.Response:
    """Hand out the same as a FHIR Questionnaire."""
    draft, content = await draft_and_content(request)
    name = request.match_info["name"]
    flow = parse_flow(draft.content if draft else content, f"{name}.yml")
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"'}
    text = json.dumps(questionnaire(flow), ensure_ascii=False, indent=2)
    return web.Response(text=text, content_type="application/fhir+json", headers=headers)


async def post_begin(request: web.Request) -> web.Response:
    version = request[FORM].get("version") or None
    await flow_drafts.begin(*at(request), version=version, **who_and_when(request))
    return back(request)


async def post_preview(request: web.Request) -> web.Response:
    """Show a text that is being typed as a patient would see it."""
    form = request[FORM]
    language = form.get("language") if form.get("language") in LANGUAGES else "en"
    shown = bubble(" ".join(storable(form.get("text", "")).split()), str(language))
    return await staff_page(request, "lab/bubble.html", bubble=shown)


def who_and_when(request: web.Request) -> dict[str, Any]:
    wiring = request.app[WIRING]
    return {"by": request[SIGNED_IN].by, "uow": wiring.unit_of_work(), "clock": wiring.clock}


def at(request: web.Request) -> tuple[Any, str]:
    return request[SIGNED_IN].member.clinic_id, request.match_info["name"]


def seen_in(form: Mapping[str, str]) -> int:
    seen = form.get("seen", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else -1


def status_of(refused: PrevisitError) -> int:
    return 409 if isinstance(refused, DraftRefused) else 422


def back(request: web.Request, *, done: str | None = None, place: str = "") -> web.Response:
    return go_to(f"/flows/{request.match_info['name']}", done=done, place=place)


async def draft_and_content(request: web.Request) -> tuple[OpenDraft | None, str]:
    """Return the open draft, and the file that visits get now; 404 for a flow that there is not."""
    async with request.app[WIRING].unit_of_work() as uow:
        try:
            content = await flow_drafts.content_of(*at(request), uow)
        except FlowError:
            raise web.HTTPNotFound from None
        return await uow.drafts.find(*at(request)), content


async def draft_page(
    request: web.Request,
    template: str = "lab/flow.html",
    *,
    status: int = 200,
    error: str | None = None,
    given: Mapping[str, str] | None = None,
    disputed: Mapping[str, str] | None = None,
    doubt: Doubt | None = None,
    follow_ups: Sequence[str] = (),
) -> web.Response:
    """Render a page of the draft.

    given: what somebody typed, to be shown in its form. disputed: see merging.py. doubt: to be settled before publishing.
    follow_ups: questions of which somebody has to say whether they go too.
    """
    draft, content = await draft_and_content(request)
    name, may_edit = request.match_info["name"], request[SIGNED_IN].member.role == "admin"
    view = of_draft(draft) if draft else view_of(name, content, content)
    return await staff_page(
        request,
        template,
        status=status,
        name=name,
        draft=draft,
        view=view,
        outdated=draft is not None and content not in (draft.base, draft.content),
        doubt=doubt,
        follow_ups=follow_ups,
        error=error,
        given=given or {},
        disputed=disputed or {},
        showed=partial(fields_of, view.flow),
        may_edit=may_edit,
        editing=draft is not None and may_edit,
        seen=draft.revision if draft else 0,
        **await _around(request, draft),
        **_WORDS,
    )


# What a page of the lab words itself with.
_WORDS: Mapping[str, Any] = {
    "lab": labels,
    "kinds": [kind.value for kind in ASKED_BY_FLOWS],
    "option_rows": range(MOST_OPTIONS),
    "when_rows": ROWS,
    "crowd_sizes": SIZES,
    "every": Target(),
    "visits_of": visits_of,
    "earlier_versions": earlier_versions,
}


async def _around(request: web.Request, draft: OpenDraft | None) -> dict[str, Any]:
    """Return what stands around a draft: its history, the crowd, the versions, and who may approve it."""
    (clinic, name), wiring = at(request), request.app[WIRING]
    async with wiring.unit_of_work() as uow:
        staff = await uow.staff.of_clinic(clinic)
        approved = draft is not None and draft.stage is Stage.APPROVED
        return {
            "crowd": await crowd_of(request, uow),
            "releases": [row for row in await release_rows(request, clinic, uow) if row.release.name == name],
            "clinicians": [one.name for one in staff if one.active and one.role == "clinician"],
            "reach": await reach(clinic, uow, wiring.clock.now()) if approved else None,
            "author": lambda by: author_name(by, {one.id: one.name for one in staff}),
            "history": await _history(request, draft) if draft else (),
        }


async def _history(request: web.Request, draft: OpenDraft) -> list[tuple[str, str, str]]:
    """Return what was done, the newest first: what, by whom, when."""
    wiring = request.app[WIRING]
    async with wiring.unit_of_work() as uow:
        clinic = await uow.clinics.get(draft.clinic_id)
        names = {member.id: member.name for member in await uow.staff.of_clinic(draft.clinic_id)}
    now, zone = wiring.clock.now(), zone_of(clinic)
    return [
        (labels.edit_words(made.edit), author_name(made.by, names), local(made.at, zone, now))
        for made in reversed(draft.done)
    ]
