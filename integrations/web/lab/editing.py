"""Changing a draft by its forms: nobody overwrites what they have not seen, and nothing that was typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aiohttp import web

from bot.errors import PrevisitError
from bot.flow.document import FlowError, read_document
from bot.flow.drafting.approval import DraftRefused, Overtaken
from bot.flow.drafting.edits import follow_ups
from bot.flow.drafting.open_draft import OpenDraft
from bot.flow.model import Flow
from bot.flow.parse import shape_of
from bot.flow.written import as_file
from bot.services import flow_drafts
from integrations.questionnaires.valid import NoQuestionnaire
from integrations.web.coordinator.at_work import FORM
from integrations.web.coordinator.rendering import author_name
from integrations.web.keys import WIRING
from integrations.web.lab.draft import at, back, draft_and_content, draft_page, seen_in, status_of, who_and_when
from integrations.web.lab.forms import edit_in
from integrations.web.lab.merging import Merged, knows_what_it_showed, merged
from integrations.web.lab.shown import MERGED_WHOLE, OF_A_QUESTION, fields_of

_PLACED = ("add", "section", "move", "drop-test")  # made wherever the draft is by now; what they lean on must be there
_STAYS = ("remove", "file", "title", "after", "section")  # edits after which there is no one question to go to


async def post_edit(request: web.Request) -> web.Response:
    """Make the change that a form asks for; what was typed stays on the page when it cannot be made."""
    form = request[FORM]
    try:
        return await _made(request, await _open(request))
    except Overtaken:  # by a moment: that change is met like any other
        return await post_edit(request)
    except DraftRefused as refused:
        return await _refused(request, refused, form)


async def _made(request: web.Request, draft: OpenDraft) -> web.Response:
    form, kind, flow = request[FORM], request.match_info["kind"], _flow(draft, draft.content)
    if _is_gone(kind, form, flow):
        who = await _who(request, draft, lambda flow: _is_gone(kind, form, flow))
        raise DraftRefused(f"{who} took this question out in the meantime.")
    one = Merged(form, {})
    if knows_what_it_showed(form):
        one = merged(form, fields_of(flow, kind, _subject(form)), whole=kind in MERGED_WHOLE)
    elif kind not in _PLACED and seen_in(form) != draft.revision:
        return await _stands_beside(request, draft, kind)
    if one.disputed:
        return await _decide(request, draft, one, kind)
    if kind == "remove" and "follow_ups" not in form and (left := follow_ups(as_file(flow), form["question"])):
        return await draft_page(request, status=409, given={**form, "kind": kind}, follow_ups=left)
    try:
        change = edit_in(kind, one.fields, tuple(flow.questions), tuple(flow.sections))
        await flow_drafts.edit(*at(request), change, seen=draft.revision, **who_and_when(request))
    except (FlowError, NoQuestionnaire) as refused:
        return await _refused(request, refused, one.fields)
    place = f"q-{getattr(change, 'question', '')}" if kind not in _STAYS else ""
    return back(request, done="flow-saved", place=place)


async def _refused(request: web.Request, refused: PrevisitError, fields: Mapping[str, str]) -> web.Response:
    given = {**fields, "kind": request.match_info["kind"]}
    return await draft_page(request, status=status_of(refused), error=str(refused), given=given)


def _subject(form: Mapping[str, str]) -> str:
    """Return the question, or the section, that a form is about."""
    return form.get("question") or form.get("part", "")


def _flow(draft: OpenDraft, content: str) -> Flow:
    return shape_of(read_document(content, f"{draft.name}.yml"))


def _is_gone(kind: str, form: Mapping[str, str], flow: Flow) -> bool:
    return kind in OF_A_QUESTION and form.get("question", "") not in flow.questions


async def _decide(request: web.Request, draft: OpenDraft, one: Merged, kind: str) -> web.Response:
    """Show both versions of what two people changed; saving again is then a choice."""
    form = request[FORM]
    question = _subject(form)
    who = await _who(
        request,
        draft,
        lambda flow: [fields_of(flow, kind, question).get(name, "") for name in sorted(one.disputed)],
    )
    again = "take it out again if it shall go all the same" if kind == "remove" else "save again to put yours there"
    error = f"{who} changed the same in the meantime, and it stands: look at it, and {again}."
    given = {**one.fields, "kind": kind}
    return await draft_page(request, status=409, error=error, given=given, disputed=one.disputed)


async def _stands_beside(request: web.Request, draft: OpenDraft, kind: str) -> web.Response:
    """Show what a whole form would have replaced unseen beside what was typed; saving again is then a choice."""
    error = (
        f"{await _who(request, draft, lambda flow: flow)} changed this flow in the meantime, and nothing of theirs was"
        " overwritten. Take what you need of it into yours; saving again puts yours in its place."
    )
    form, disputed = request[FORM], {"content": draft.content} if kind == "file" else {}
    given = {**form, "kind": kind}
    return await draft_page(request, status=409, error=error, given=given, disputed=disputed)


async def _who(request: web.Request, draft: OpenDraft, says: Callable[[Flow], object]) -> str:
    """Name who last changed what this reads from a flow, since its author saw it."""
    form = request[FORM]
    by = draft.changed_by(seen_in(form), lambda content: says(_flow(draft, content)))
    if by is None:
        return "Somebody"
    async with request.app[WIRING].unit_of_work() as uow:
        names = {member.id: member.name for member in await uow.staff.of_clinic(draft.clinic_id)}
    return author_name(by, names)


async def _open(request: web.Request) -> OpenDraft:
    draft, _ = await draft_and_content(request)
    if draft is None:
        raise DraftRefused("This draft was published or thrown away. Open the flow again to begin a new one.")
    return draft
