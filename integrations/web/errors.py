"""From an error to a status and a clear answer, in one place; nothing a patient wrote reaches the answer or the log."""

from __future__ import annotations

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.errors import PrevisitError
from bot.services.links import LinkLocked, LinkNotFound
from integrations.access_log import route_of
from integrations.sms.forms import BadForm, FormTooLarge
from integrations.storage.session import NotFound
from integrations.web.pages import message_page

STATUS_OF: dict[type[PrevisitError], int] = {
    BadForm: 400,
    FormTooLarge: 413,
    LinkLocked: 429,
    LinkNotFound: 404,
    NotFound: 404,
}
RETRY_AFTER = "2"  # seconds
log = structlog.get_logger(__name__)


REASONS = {
    400: "The request cannot be read.",
    401: "Say first who you are: log in, or give the date of birth on the link.",
    403: "This request is not allowed.",
    404: "There is nothing here.",
    405: "This address does not take this method.",
    408: "The request came too slowly.",
    413: "That is too long to be taken at once, and nothing of it was kept. Send it in parts.",
    415: "This address takes another kind of content.",
    422: "Something is missing.",
    429: "That was too often. Wait a little.",
    500: "Something went wrong on our side.",
    503: "Not available just now. Try again in a moment.",
}


@web.middleware
async def answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every error with a status, a short text and no detail of the request."""
    try:
        return await handler(request)
    except (web.HTTPSuccessful, web.HTTPRedirection):
        raise
    except web.HTTPException as refused:
        return _answer(request, refused.status, dict(refused.headers))
    except PrevisitError as error:
        if (status := _status_of(error)) is None:
            return _unexpected(request, error)
        return _answer(request, status)
    except Exception as error:
        return _unexpected(request, error)


def database_is_away(error: Exception) -> bool:
    """Whether the same request may well succeed in a moment."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, (OperationalError, InterfaceError, PoolTimeout, ConnectionError))


def _status_of(error: PrevisitError) -> int | None:
    return next((status for kind, status in STATUS_OF.items() if isinstance(error, kind)), None)


def _unexpected(request: web.Request, error: Exception) -> web.StreamResponse:
    if database_is_away(error):
        log.warning("database_away", route=route_of(request), error=type(error).__name__)
        return _answer(request, 503, {"Retry-After": RETRY_AFTER})
    log.error("request_failed", route=route_of(request), exc_info=error)  # observability.py leaves out the error's text
    return _answer(request, 500)


def _answer(request: web.Request, status: int, headers: dict[str, str] | None = None) -> web.StreamResponse:
    kept = {name: value for name, value in (headers or {}).items() if name in ("Allow", "Retry-After")}
    if _wants_page(request):
        return message_page(request, status, kept)
    return web.json_response({"error": _reason(status)}, status=status, headers=kept)


def _wants_page(request: web.Request) -> bool:
    """Browsers that load a page say that they take HTML; scripts and other programs do not."""
    return "text/html" in request.headers.get("Accept", "")


def _reason(status: int) -> str:
    return REASONS.get(status, "The request was refused." if status < 500 else REASONS[500])
