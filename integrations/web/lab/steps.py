"""A draft on its way to patients: handed in, approved, published; undone, done again, thrown away."""

from __future__ import annotations

from aiohttp import web

from bot.flow.drafting.approval import DraftRefused
from bot.flow.drafting.release import Target
from bot.services import flow_drafts
from bot.services.flow_reach import reach
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.keys import WIRING
from integrations.web.lab.doubt import Doubt
from integrations.web.lab.draft import at, back, draft_page, seen_in, status_of, who_and_when
from integrations.web.lab.releases import target_in


async def post_step(request: web.Request) -> web.Response:
    """Take the draft one step on its way, or back."""
    step, form = request.match_info["step"], request[FORM]
    try:
        await _STEPS[step](request, seen_in(form))
    except DraftRefused as refused:
        return await draft_page(request, status=status_of(refused), error=str(refused))
    if step == "throw-away":
        return go_to("/flows", done=_DONE[step], place=f"flow-{request.match_info['name']}")
    return back(request, done=_DONE[step])


async def post_approve(request: web.Request) -> web.Response:
    """Approve in one's own name; whoever may do that is a clinician."""
    try:
        form, name = request[FORM], request[SIGNED_IN].member.name
        await flow_drafts.approve(*at(request), clinician=name, seen=seen_in(form), **who_and_when(request))
    except DraftRefused as refused:
        return await draft_page(request, status=status_of(refused), error=str(refused))
    return back(request, done="flow-approved")


async def post_send_back(request: web.Request) -> web.Response:
    await flow_drafts.send_back(*at(request), uow=request.app[WIRING].unit_of_work())
    return back(request, done="flow-sent-back")


async def post_publish(request: web.Request) -> web.Response:
    """Publish; where that would replace what the draft did not begin with, or reach nobody, ask first."""
    form = request[FORM]
    target = target_in(form)
    try:
        if form.get("sure") != "yes" and not await _reaches_somebody(request, target):
            return await draft_page(request, status=409, doubt=Doubt(target, nobody=True))
        over = form.get("over") or None
        how = who_and_when(request)
        await flow_drafts.publish_draft(*at(request), target, seen=seen_in(form), over=over, **how)
    except flow_drafts.Outdated as outdated:
        return await draft_page(request, status=409, doubt=Doubt(target, outdated.given))
    except DraftRefused as refused:
        return await draft_page(request, status=status_of(refused), error=str(refused))
    return go_to("/flows", done="flow-published", place=f"flow-{request.match_info['name']}")


async def _reaches_somebody(request: web.Request, target: Target) -> bool:
    """Whether a release for some visits has any; one for every visit may wait for the first."""
    if target == Target():
        return True
    wiring = request.app[WIRING]
    async with wiring.unit_of_work() as uow:
        return (await reach(at(request)[0], uow, wiring.clock.now())).of(target) > 0


async def _undo(request: web.Request, seen: int) -> None:
    await flow_drafts.undo(*at(request), seen=seen, uow=request.app[WIRING].unit_of_work())


async def _redo(request: web.Request, seen: int) -> None:
    await flow_drafts.redo(*at(request), seen=seen, uow=request.app[WIRING].unit_of_work())


async def _hand_in(request: web.Request, seen: int) -> None:
    await flow_drafts.hand_in(*at(request), seen=seen, **who_and_when(request))


async def _throw_away(request: web.Request, seen: int) -> None:
    wiring = request.app[WIRING]
    await flow_drafts.throw_away(*at(request), seen=seen, uow=wiring.unit_of_work(), clock=wiring.clock)


_STEPS = {
    "undo": _undo,
    "redo": _redo,
    "hand-in": _hand_in,
    "throw-away": _throw_away,
}
STEPS = tuple(_STEPS)
_DONE = {
    "undo": "flow-undone",
    "redo": "flow-redone",
    "hand-in": "flow-handed-in",
    "throw-away": "flow-thrown-away",
}
