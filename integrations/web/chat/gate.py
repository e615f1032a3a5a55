"""Who may see a conversation: a browser that holds an unexpired link and has given the right date of birth."""

from __future__ import annotations

from aiohttp import web

from bot.records import ChatLink
from bot.services.links import open_link, opened_by
from integrations.web.keys import WIRING
from integrations.web.security import cookie, set_cookie

COOKIE = "chat"


def session_of(request: web.Request, link: ChatLink) -> str:
    """Return this browser's session id for a link, "" when it has none. Each link has a cookie of its own."""
    return cookie(request, _name(link))


def remember(response: web.StreamResponse, request: web.Request, link: ChatLink, session: str) -> None:
    set_cookie(response, request.app, _name(link), session, same_site="Strict")


async def link_of(request: web.Request) -> ChatLink:
    """Return the link in the address; LinkNotFound when nobody can open it."""
    wiring = request.app[WIRING]
    return await open_link(request.match_info["token"], wiring.unit_of_work(), wiring.clock)


async def opened(request: web.Request, link: ChatLink) -> bool:
    """Whether this browser may see the conversation."""
    wiring, token, session = request.app[WIRING], request.match_info["token"], session_of(request, link)
    return bool(session) and await opened_by(session, token, wiring.unit_of_work(), wiring.clock) is not None


async def opened_link(request: web.Request) -> ChatLink:
    """Return the link, or raise LinkNotFound (404) or HTTPUnauthorized (401: the date of birth comes first)."""
    link = await link_of(request)
    if not await opened(request, link):
        raise web.HTTPUnauthorized
    return link


def _name(link: ChatLink) -> str:
    return f"{COOKIE}-{link.id.hex[:12]}"
