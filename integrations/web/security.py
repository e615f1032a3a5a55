"""What every answer says to the browser, and who may send a form."""

from __future__ import annotations

import hashlib
import hmac
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from integrations.setting_values import is_loopback
from integrations.web.bodies import FORM
from integrations.web.keys import WIRING

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HSTS = "max-age=31536000; includeSubDomains"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
PROVIDER_PATHS = ("/sms/",)  # signed by their sender instead
CSRF_FIELD = "csrf_token"


async def add_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Set what belongs to every answer; what a handler has set stays."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    if is_https(request.app):
        response.headers["Strict-Transport-Security"] = HSTS
    response.headers.pop("Server", None)


@web.middleware
async def refuse_other_origins(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site makes a browser send. A program that is no browser sends neither header."""
    checked = request.method not in SAFE_METHODS and not request.path.startswith(PROVIDER_PATHS)
    if checked and not (_same_site(request) and _same_origin(request)):
        raise web.HTTPForbidden
    return await handler(request)


def _same_site(request: web.Request) -> bool:
    return request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")


def _same_origin(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    if origin == "null":
        # Our own forms say so, since our pages send no referrer. A browser too old for Sec-Fetch-Site cannot tell them
        # from others: there the form's token and the strict cookie stand alone.
        return request.headers.get("Sec-Fetch-Site") == "same-origin" or request.content_type == FORM
    return origin is None or _is_ours(origin, request)


def _is_ours(origin: str, request: web.Request) -> bool:
    """Compare with the public address; on a machine of one's own, localhost and 127.0.0.1 are one place."""
    parts = urlsplit(request.app[WIRING].settings.address)
    here = urlsplit(f"//{request.host}")
    own = origin == f"http://{request.host}" and is_loopback(here.hostname or "")
    return own or origin == f"{parts.scheme}://{parts.netloc}"


def is_https(app: web.Application) -> bool:
    return app[WIRING].settings.address.startswith("https:")


def csrf_token(session: str) -> str:
    """Return what a form of this browser session must carry; who does not know the session cannot tell it."""
    return hmac.new(session.encode(), b"previsit form", hashlib.sha256).hexdigest()


def check_csrf(session: str, given: str) -> None:
    """Raise HTTPForbidden unless the form belongs to this session."""
    if not hmac.compare_digest(csrf_token(session).encode(), given.encode("utf-8", "replace")):
        raise web.HTTPForbidden


def set_cookie(response: web.StreamResponse, app: web.Application, name: str, value: str, *, same_site: str) -> None:
    """Set a session cookie; with https the browser holds it to this host alone (`__Host-`)."""
    named = cookie_name(app, name)
    response.set_cookie(named, value, path="/", httponly=True, secure=is_https(app), samesite=same_site)


def cookie(request: web.Request, name: str) -> str:
    """Return a cookie that set_cookie() set, "" when there is none."""
    return request.cookies.get(cookie_name(request.app, name), "")


def cookie_name(app: web.Application, name: str) -> str:
    return f"__Host-{name}" if is_https(app) else name


def source(request: web.Request) -> str:
    """Return whence a request comes, for counting: a proxy's word counts only where an operator has allowed it."""
    remote = request.remote or ""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    return forwarded if forwarded and _is_trusted(remote, request.app) else remote


def _is_trusted(remote: str, app: web.Application) -> bool:
    try:
        address = ip_address(remote)
    except ValueError:
        return False
    return address.is_loopback or any(address in network for network in app[WIRING].settings.allowed_networks)
