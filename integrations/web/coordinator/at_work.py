"""What a request of the coordinators' pages carries once it is through the gate."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web

from bot.errors import PrevisitError
from bot.services.log_in import SignedIn
from integrations.web.security import set_cookie

COOKIE = "staff"
SIGNED_IN = web.RequestKey("signed_in", SignedIn)
FORM = web.RequestKey("form", dict)  # str -> str


class NotYours(PrevisitError):
    """Only people with another role may do this. roles: theirs."""

    def __init__(self, roles: Sequence[str]) -> None:
        whose = " or ".join(f"{'an' if role[0] in 'aeiou' else 'a'} {role}" for role in roles)
        super().__init__(f"Only {whose} of your clinic can open this. Ask one of them.")


def go_to(address: str, *, done: str | None = None, place: str = "") -> web.Response:
    """Answer a form with the page to look at next; `done`: a key of labels.NOTICES, `place`: an anchor on that page."""
    query = f"{'&' if '?' in address else '?'}done={done}" if done else ""
    return web.Response(status=303, headers={"Location": address + query + (f"#{place}" if place else "")})


def keep_session(response: web.Response, request: web.Request, token: str) -> web.Response:
    """Hand the browser a session; an empty token takes it away."""
    set_cookie(response, request.app, COOKIE, token, same_site="Lax")
    return response
