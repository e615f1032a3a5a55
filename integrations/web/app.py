"""The web application: routes, and what stands around every request."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from integrations.sms.forms import MAX_FORM
from integrations.web import health, sms
from integrations.web.access_log import RouteLogger
from integrations.web.assets import Assets, own_files
from integrations.web.chat import events, messages, page
from integrations.web.chat.changes import Changes
from integrations.web.errors import answer_errors
from integrations.web.keys import ASSETS, CHANGES, LIMITS, WIRING
from integrations.web.limits import Limits
from integrations.web.pages import set_up_templates
from integrations.web.security import add_headers, refuse_other_origins
from integrations.wiring import Wiring


def build_app(wiring: Wiring) -> web.Application:
    """Put the application together; it connects to nothing before it is started."""
    app = web.Application(middlewares=[answer_errors, refuse_other_origins], client_max_size=MAX_FORM)
    app[WIRING], app[LIMITS] = wiring, Limits()
    app[ASSETS], app[CHANGES] = Assets(own_files()), Changes(wiring.database_url)
    set_up_templates(app, app[ASSETS])
    app.on_response_prepare.append(add_headers)
    app.on_shutdown.append(_end_streams)
    app.cleanup_ctx.append(_listen)
    _add_routes(app)
    return app


def runner(app: web.Application) -> web.AppRunner:
    """Return a server for the application whose logs hold no address, no token and no content."""
    quiet = logging.getLogger(__name__)
    quiet.addFilter(_without_content)
    return web.AppRunner(app, access_log_class=RouteLogger, logger=quiet, keepalive_timeout=75, shutdown_timeout=5)


def _add_routes(app: web.Application) -> None:
    router = app.router
    router.add_get("/health/live", health.get_live)
    router.add_get("/health/ready", health.get_ready)
    router.add_get("/static/{digest}/{name:.+}", app[ASSETS].serve)
    router.add_post("/sms/inbound", sms.post_inbound)
    router.add_post("/sms/status", sms.post_status)
    router.add_get("/chat/{token}", page.get_page)
    router.add_post("/chat/{token}/verify", page.post_birth_date)
    router.add_post("/chat/{token}/messages", messages.post_message)
    router.add_get("/chat/{token}/events", events.get_events, allow_head=False)


async def _listen(app: web.Application) -> AsyncIterator[None]:
    task = asyncio.create_task(app[CHANGES].listen())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _end_streams(app: web.Application) -> None:
    app[CHANGES].close()


def _without_content(record: logging.LogRecord) -> bool:
    """Leave out what a broken request said: the server's own errors quote it."""
    if record.exc_info and record.exc_info[0] is not None:
        record.msg, record.args = "%s in a request", (record.exc_info[0].__name__,)
        record.exc_info = None
    return True
