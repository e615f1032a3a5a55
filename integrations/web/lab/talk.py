"""Talking to a flow as its patient, before patients do: the agenda and the alerts grow beside."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.errors import PrevisitError
from bot.flow.drafting.kept_tests import KeepTest
from bot.flow.drafting.names import FALLBACK, named
from bot.services import flow_drafts, previews
from bot.simulation.preview import ADULT, LONGEST, Cue, Preview, Whom
from integrations.storable import storable
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.rendering import staff_page
from integrations.web.keys import WIRING
from integrations.web.lab import labels
from integrations.web.lab.draft import at, draft_and_content, seen_in, who_and_when
from integrations.web.lab.view import view_of

PARTS = ("talked", "heard")
PAUSES = {0: "At once", 1: "An hour later", 24: "A day later", 72: "Three days later", 174: "After the visit"}


async def get_talk(request: web.Request) -> web.Response:
    return await _page(request, "lab/talk.html")


async def get_part(request: web.Request) -> web.Response:
    """A part of the page that looks again on its own."""
    return await _page(request, f"lab/{request.match_info['part']}.html")


async def post_talk(request: web.Request) -> web.Response:
    try:
        await _STEPS[request.match_info["step"]](request)
    except PrevisitError as refused:
        return await _page(request, "lab/talk.html", status=422, error=str(refused))
    return go_to(_address(request), place="end")


async def post_keep(request: web.Request) -> web.Response:
    """Keep what was said as a test of the draft."""
    form, preview = request[FORM], await _preview(request)
    try:
        name = named(storable(form.get("name", "")) or "talk")
        test = KeepTest(name if name != FALLBACK else f"{FALLBACK}_{seen_in(form)}", _as_test(preview))
        await flow_drafts.edit(*at(request), test, seen=seen_in(form), **who_and_when(request))
    except PrevisitError as refused:
        return await _page(request, "lab/talk.html", status=422, error=str(refused))
    return go_to(f"/flows/{request.match_info['name']}", done="flow-saved", place="tests")


def _as_test(preview: Preview | None) -> dict[str, Any]:
    if preview is None or preview.waiting or not preview.shown or not preview.shown["talk"]:
        raise previews.NotSaid("Talk to the flow first, and wait for its answer: that is what the test will be.")
    return {
        "language": preview.language,
        "age": preview.age,
        **({"visit_type": preview.visit_type} if preview.visit_type else {}),
        **({"team_topics": preview.team_topics} if preview.team_topics else {}),
        "topics": len(preview.shown["topics"]),
        "talk": [_line(one) for one in preview.shown["talk"]],
    }


def _line(exchange: dict[str, Any]) -> dict[str, Any]:
    hours = {"hours": exchange["hours"]} if exchange["hours"] else {}
    alert = {"alert": exchange["alerts"][0]["tier"]} if exchange["alerts"] else {}
    return {**hours, "says": exchange["says"], "then": exchange["then"], **alert}


async def _say(request: web.Request) -> None:
    form = request[FORM]
    hours = form.get("hours", "0")
    cue = Cue(storable(form.get("says", "")).strip(), int(hours) if hours in map(str, PAUSES) else -1)
    await previews.say(*at(request), cue, **who_and_when(request))


async def _take_back(request: web.Request) -> None:
    await previews.take_back(*at(request), **who_and_when(request))


async def _start_over(request: web.Request) -> None:
    form = request[FORM]
    whom = Whom(
        form.get("language", "en"),
        _number(form.get("age", "")),
        " ".join(storable(form.get("visit_type", "")).split()),
        _number(form.get("team_topics", "0")),
        form.get("channel", "sms"),
    )
    await previews.start_over(*at(request), whom, **who_and_when(request))


def _number(given: str) -> int:
    """Read a small number; -1, which nothing takes, for what is none."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 4 else -1


async def _say_again(request: web.Request) -> None:
    await previews.say_again(*at(request), **who_and_when(request))


_STEPS: dict[str, Callable[[web.Request], Awaitable[None]]] = {
    "say": _say,
    "take-back": _take_back,
    "start-over": _start_over,
    "say-again": _say_again,
}
STEPS = tuple(_STEPS)


def _address(request: web.Request) -> str:
    return f"/flows/{request.match_info['name']}/talk"


async def _preview(request: web.Request) -> Preview | None:
    async with request.app[WIRING].unit_of_work() as uow:
        return await uow.previews.find(*at(request), request[SIGNED_IN].by)


async def _page(request: web.Request, template: str, *, status: int = 200, error: str | None = None) -> web.Response:
    draft, content = await draft_and_content(request)
    name, file = request.match_info["name"], draft.content if draft else content
    return await staff_page(
        request,
        template,
        status=status,
        name=name,
        draft=draft,
        view=view_of(name, file, file),
        preview=await _preview(request),
        pauses=PAUSES,
        longest=LONGEST,
        adult=ADULT,
        error=error,
        lab=labels,
        may_edit=request[SIGNED_IN].member.role == "admin",
    )
