"""Coming in and going: the log-in, the log-out, and the link that sets a password."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from bot.passwords import PasswordRefused
from bot.services import accounts, log_in
from bot.services.accounts import AccountRefused, LinkEnded
from bot.services.log_in import LogInRefused
from integrations.web.coordinator.at_work import COOKIE, FORM, SIGNED_IN, go_to, keep_session
from integrations.web.coordinator.gate import safe_next
from integrations.web.coordinator.rendering import staff_page
from integrations.web.keys import LIMITS, WIRING
from integrations.web.security import cookie, source

TRIES_OF_A_SOURCE, WITHIN = 30, timedelta(minutes=15)


async def get_log_in(request: web.Request) -> web.Response:
    return await _log_in_page(request)


async def post_log_in(request: web.Request) -> web.Response:
    wiring, form = request.app[WIRING], request[FORM]
    limits, now, place = request.app[LIMITS], wiring.clock.now(), ("log_in", source(request))
    if limits.exceeded(place, most=TRIES_OF_A_SOURCE, within=WITHIN, now=now):
        return await _log_in_page(request, status=429, error=str(LogInRefused()))
    try:
        token = await log_in.log_in(
            form.get("email", ""), form.get("password", ""), wiring.unit_of_work(), wiring.clock
        )
    except LogInRefused as refused:
        limits.count(place, now)
        return await _log_in_page(request, status=401, error=str(refused))
    return keep_session(go_to(safe_next(form.get("next", ""))), request, token)


async def post_log_out(request: web.Request) -> web.Response:
    wiring = request.app[WIRING]
    await log_in.log_out(cookie(request, COOKIE), wiring.unit_of_work(), wiring.clock)
    reason = "idle" if request[FORM].get("why") == "idle" else "logged-out"
    return keep_session(go_to("/login", done=reason), request, "")


async def post_still_here(request: web.Request) -> web.Response:
    """Somebody is at work in a page that sends nothing: the gate has noted it."""
    return web.Response(status=204)


async def get_welcome(request: web.Request) -> web.Response:
    """Ask for a password; opening the link changes nothing, since mail programs open links too."""
    return await _welcome(request)


async def post_welcome(request: web.Request) -> web.Response:
    wiring, form = request.app[WIRING], request[FORM]
    if form.get("password") != form.get("again"):
        return await _welcome(request, status=422, error="The two passwords are not the same.")
    try:
        await accounts.set_password(
            request.match_info["token"], form.get("password", ""), wiring.unit_of_work(), wiring.clock
        )
    except PasswordRefused as refused:
        return await _welcome(request, status=422, error=str(refused))
    except LinkEnded as ended:
        return await staff_page(request, "problem.html", status=404, text=str(ended), back="/login")
    return go_to("/login", done="welcome")


async def get_account(request: web.Request) -> web.Response:
    return await staff_page(request, "account.html", error=None)


async def post_password(request: web.Request) -> web.Response:
    wiring, form, member = request.app[WIRING], request[FORM], request[SIGNED_IN].member
    if form.get("password") != form.get("again"):
        return await staff_page(request, "account.html", status=422, error="The two new passwords are not the same.")
    limits, now, place = request.app[LIMITS], wiring.clock.now(), ("password", member.id)
    if limits.exceeded(place, most=log_in.TRIES, within=log_in.LOCKED_FOR, now=now):
        return await staff_page(request, "account.html", status=429, error="Too many tries. Wait a quarter of an hour.")
    limits.count(place, now)
    try:
        token = await log_in.change_password(
            member, form.get("old", ""), form.get("password", ""), wiring.unit_of_work(), wiring.clock
        )
    except (PasswordRefused, AccountRefused) as refused:
        return await staff_page(request, "account.html", status=422, error=str(refused))
    return keep_session(go_to("/account", done="password"), request, token)


async def _log_in_page(request: web.Request, *, status: int = 200, error: str | None = None) -> web.Response:
    asked = request.query.get("next", "") or request.get(FORM, {}).get("next", "")
    return await staff_page(request, "log_in.html", status=status, next=safe_next(asked), error=error, kept="")


async def _welcome(request: web.Request, *, status: int = 200, error: str | None = None) -> web.Response:
    wiring, token = request.app[WIRING], request.match_info["token"]
    try:
        member = await accounts.owner_of_link(token, wiring.unit_of_work(), wiring.clock)
    except LinkEnded as ended:
        return await staff_page(request, "problem.html", status=404, text=str(ended), back="/login")
    return await staff_page(request, "welcome.html", status=status, member=member, error=error)
