"""The web application: routes, and what stands around every request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from aiohttp import web

from integrations.sms.forms import MAX_FORM
from integrations.web import api, health, sms
from integrations.web.assets import Assets, own_files
from integrations.web.chat import events, messages, page
from integrations.web.chat.changes import Changes
from integrations.web.coordinator import routes as coordinator
from integrations.web.errors import answer_errors
from integrations.web.keys import ASSETS, CHANGES, LIMITS, WIRING
from integrations.web.lab import routes as lab
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


def _add_routes(app: web.Application) -> None:
    router = app.router
    router.add_get("/health/live", health.get_live)
    router.add_get("/health/ready", health.get_ready)
    router.add_get("/static/{digest}/{name:.+}", app[ASSETS].serve)
    router.add_post("/sms/inbound", sms.post_inbound)
    router.add_post("/sms/status", sms.post_status)
    router.add_get("/chat/{token}", page.get_page)
    router.add_get("/chat/{token}/verify", page.get_page_again)
    router.add_post("/chat/{token}/verify", page.post_birth_date)
    router.add_post("/chat/{token}/messages", messages.post_message)
    router.add_get("/chat/{token}/events", events.get_events, allow_head=False)
    router.add_get("/", _to_the_visits)
    router.add_routes(coordinator.routes(*lab.ROUTES))
    router.add_routes(api.routes())


async def _to_the_visits(request: web.Request) -> web.Response:
    raise web.HTTPSeeOther("/visits")


async def _listen(app: web.Application) -> AsyncIterator[None]:
    task = asyncio.create_task(app[CHANGES].listen())
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def _end_streams(app: web.Application) -> None:
    app[CHANGES].close()
