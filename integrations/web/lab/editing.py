"""Changing a draft by its forms: nobody overwrites what they have not seen, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

from aiohttp import web

from bot.flow.document import FlowError, read_document
from bot.flow.drafting.approval import DraftRefused
from bot.flow.drafting.open_draft import OpenDraft
from bot.flow.model import Flow
from bot.flow.parse import shape_of
from bot.services import flow_drafts
from integrations.web.coordinator.at_work import FORM
from integrations.web.coordinator.rendering import author_name
from integrations.web.keys import WIRING
from integrations.web.lab.draft import at, back, draft_and_content, draft_page, seen_in, status_of, who_and_when
from integrations.web.lab.forms import edit_in
from integrations.web.lab.merging import Merged, knows_what_it_showed, merged
from integrations.web.lab.shown import MERGED_WHOLE, OF_A_QUESTION, fields_of

_PLACED = ("add", "move", "drop-test")  # made wherever the draft is by now; what they lean on must be there
_STAYS = ("remove", "file", "title")  # edits after which there is no one question to go to


async def post_edit(request: web.Request) -> web.Response:
    """Make the change that a form asks for; what was typed stays on the page when it cannot be made."""
    form, kind = request[FORM], request.match_info["kind"]
    typed = {**form, "kind": kind}
    try:
        draft = await _open(request)
        flow = shape_of(read_document(draft.content, f"{draft.name}.yml"))
        if _is_gone(kind, form, flow):
            raise DraftRefused(f"{await _others(request, draft)} took this question out in the meantime.")
        one = merged(form, fields_of(flow, kind, form.get("question", "")), whole=kind in MERGED_WHOLE)
        if knows_what_it_showed(form) and one.disputed:
            return await _decide(request, draft, one, kind)
        merges = kind in _PLACED or knows_what_it_showed(form)
        change = edit_in(kind, one.fields if merges else form, tuple(flow.questions))
        seen = draft.revision if merges else seen_in(form)
        await flow_drafts.edit(*at(request), change, seen=seen, **who_and_when(request))
    except (FlowError, DraftRefused) as refused:
        return await draft_page(request, status=status_of(refused), error=str(refused), given=typed)
    place = f"q-{getattr(change, 'question', '')}" if kind not in _STAYS else ""
    return back(request, done="flow-saved", place=place)


def _is_gone(kind: str, form: Mapping[str, str], flow: Flow) -> bool:
    return kind in OF_A_QUESTION and form.get("question", "") not in flow.questions


async def _decide(request: web.Request, draft: OpenDraft, one: Merged, kind: str) -> web.Response:
    """Show both versions of what two people changed; saving again is then a choice."""
    again = "take it out again if it shall go all the same" if kind == "remove" else "save again to put yours there"
    error = f"{await _others(request, draft)} changed the same in the meantime, and it stands: look at it, and {again}."
    given = {**one.fields, "kind": kind}
    return await draft_page(request, status=409, error=error, given=given, disputed=one.disputed)


async def _others(request: web.Request, draft: OpenDraft) -> str:
    """Name who changed the draft last."""
    async with request.app[WIRING].unit_of_work() as uow:
        names = {member.id: member.name for member in await uow.staff.of_clinic(draft.clinic_id)}
    return author_name(draft.done[-1].by, names) if draft.done else "Somebody"


async def _open(request: web.Request) -> OpenDraft:
    draft, _ = await draft_and_content(request)
    if draft is None:
        raise DraftRefused("This draft was published or thrown away. Open the flow again to begin a new one.")
    return draft
