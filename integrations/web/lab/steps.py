"""A draft on its way to patients: handed in, approved, published; undone, done again, thrown away."""

from __future__ import annotations

from aiohttp import web

from bot.flow.drafting.approval import DraftRefused
from bot.services import flow_drafts
from integrations.storable import storable
from integrations.web.coordinator.at_work import FORM, go_to
from integrations.web.keys import WIRING
from integrations.web.lab.draft import at, back, draft_page, seen_in, status_of, who_and_when
from integrations.web.lab.overview import target_in


async def post_step(request: web.Request) -> web.Response:
    """Take the draft one step on its way, or back."""
    step, form = request.match_info["step"], request[FORM]
    try:
        await _STEPS[step](request, seen_in(form))
    except DraftRefused as refused:
        return await draft_page(request, status=status_of(refused), error=str(refused))
    if step in ("publish", "throw-away"):
        return go_to("/flows", done=_DONE[step], place=f"flow-{request.match_info['name']}")
    return back(request, done=_DONE[step])


async def _undo(request: web.Request, seen: int) -> None:
    await flow_drafts.undo(*at(request), seen=seen, uow=request.app[WIRING].unit_of_work())


async def _redo(request: web.Request, seen: int) -> None:
    await flow_drafts.redo(*at(request), seen=seen, uow=request.app[WIRING].unit_of_work())


async def _hand_in(request: web.Request, seen: int) -> None:
    await flow_drafts.hand_in(*at(request), seen=seen, **who_and_when(request))


async def _send_back(request: web.Request, seen: int) -> None:
    await flow_drafts.send_back(*at(request), uow=request.app[WIRING].unit_of_work())


async def _approve(request: web.Request, seen: int) -> None:
    clinician = storable(request[FORM].get("clinician", ""))
    await flow_drafts.approve(*at(request), clinician=clinician, seen=seen, **who_and_when(request))


async def _publish(request: web.Request, seen: int) -> None:
    target = target_in({name: storable(value) for name, value in request[FORM].items()})
    await flow_drafts.publish_draft(*at(request), target, seen=seen, **who_and_when(request))


async def _throw_away(request: web.Request, seen: int) -> None:
    wiring = request.app[WIRING]
    await flow_drafts.throw_away(*at(request), seen=seen, uow=wiring.unit_of_work(), clock=wiring.clock)


_STEPS = {
    "undo": _undo,
    "redo": _redo,
    "hand-in": _hand_in,
    "send-back": _send_back,
    "approve": _approve,
    "publish": _publish,
    "throw-away": _throw_away,
}
STEPS = tuple(_STEPS)
_DONE = {
    "undo": "flow-undone",
    "redo": "flow-redone",
    "hand-in": "flow-handed-in",
    "send-back": "flow-sent-back",
    "approve": "flow-approved",
    "publish": "flow-published",
    "throw-away": "flow-thrown-away",
}
