"""Who may come in: every route names its access, and one function yields a visit to a member of staff."""

from __future__ import annotations

import hmac
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote
from uuid import UUID

from aiohttp import web

from bot.errors import PrevisitError
from bot.records import Alert, Task, Visit
from bot.services.accounts import ROLES
from bot.services.log_in import SignedIn, signed_in
from integrations.storage.session import NotFound
from integrations.web.bodies import read_form
from integrations.web.coordinator.at_work import COOKIE, FORM, SIGNED_IN, NotYours
from integrations.web.coordinator.rendering import problem_page, staff_page
from integrations.web.keys import WIRING
from integrations.web.security import CSRF_FIELD, cookie

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Access(Enum):
    ANYBODY = "anybody"
    STAFF = "staff"
    ADMIN = "admin"
    CLINICIAN = "clinician"
    REVIEWER = "reviewer"


_ROLES = {Access.ADMIN: ("admin",), Access.CLINICIAN: ("clinician",), Access.REVIEWER: ("clinician", "admin")}


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    handler: Handler
    access: Access
    background: bool = False  # asked by a page on its own: no sign that somebody is at work


def guarded(route: Route) -> Handler:
    """Return the handler behind its lock: no session, wrong role or foreign form never reach it."""

    async def handle(request: web.Request) -> web.StreamResponse:
        form = await read_form(request) if request.method == "POST" else {}
        request[FORM] = form
        if route.access is Access.ANYBODY:
            return await route.handler(request)
        who = await _who(request, counts=not route.background)
        if who is None:
            return await _ask_to_log_in(request, route, form)
        request[SIGNED_IN] = who
        if request.method == "POST" and not hmac.compare_digest(
            who.csrf_token.encode(), form.get(CSRF_FIELD, "").encode()
        ):
            raise web.HTTPForbidden
        return await _answer(request, route)

    return handle


async def visit_for(request: web.Request) -> Visit:
    """Return the visit that the address names, if it belongs to the clinic of who asks; else it does not exist."""
    wiring, visit_id = request.app[WIRING], _uuid(request, "visit_id")
    async with wiring.unit_of_work() as uow:
        visit = await uow.visits.get(visit_id)
    if visit.clinic_id != request[SIGNED_IN].member.clinic_id:
        raise NotFound("visit", visit_id)
    return visit


async def alert_for(request: web.Request) -> Alert:
    """Return the alert that the address names, under the same rule."""
    wiring, alert_id = request.app[WIRING], _uuid(request, "alert_id")
    async with wiring.unit_of_work() as uow:
        alert = await uow.alerts.get(alert_id)
    if alert.clinic_id != request[SIGNED_IN].member.clinic_id:
        raise NotFound("alert", alert_id)
    return alert


async def task_for(request: web.Request) -> Task:
    """Return the task that the address names, under the same rule."""
    wiring, task_id = request.app[WIRING], _uuid(request, "task_id")
    async with wiring.unit_of_work() as uow:
        task = await uow.tasks.get(task_id)
    if task.clinic_id != request[SIGNED_IN].member.clinic_id:
        raise NotFound("task", task_id)
    return task


def staff_id_in(request: web.Request) -> UUID:
    return _uuid(request, "staff_id")


def number_in(request: web.Request, name: str) -> int:
    """Return a small number of the address, such as the place of a topic."""
    return int(request.match_info[name])


def safe_next(address: str) -> str:
    """Return an address of ours to go on to after the log-in; anything else becomes the list."""
    known = re.fullmatch(r"(?!.*\.\.)/(visits|alerts|flows|clinic|accounts|account)([/?][\w/?=&,.-]*)?", address)
    return address if known else "/visits"


async def _who(request: web.Request, *, counts: bool) -> SignedIn | None:
    token, wiring = cookie(request, COOKIE), request.app[WIRING]
    if not token:
        return None
    return await signed_in(token, wiring.unit_of_work(), wiring.clock, counts_as_use=counts)


async def _ask_to_log_in(request: web.Request, route: Route, form: dict[str, str]) -> web.StreamResponse:
    if route.background:
        raise web.HTTPUnauthorized
    if request.method != "POST":
        raise web.HTTPSeeOther(f"/login?next={quote(safe_next(request.path_qs))}")
    visit = re.match(r"/visits/[0-9a-f-]{36}", request.path)
    back = visit.group() if visit else "/visits"
    kept = form.get("text", "")
    return await staff_page(request, "log_in.html", status=401, next=back, error=None, kept=kept, notice=None)


async def _answer(request: web.Request, route: Route) -> web.StreamResponse:
    try:
        roles = _ROLES.get(route.access, ROLES)
        if request[SIGNED_IN].member.role not in roles:
            raise NotYours(roles)
        return await route.handler(request)
    except NotFound as error:
        raise web.HTTPNotFound from error
    except PrevisitError as error:
        return await problem_page(request, error)


def _uuid(request: web.Request, name: str) -> UUID:
    """The routes let nothing else through."""
    return UUID(request.match_info[name])
