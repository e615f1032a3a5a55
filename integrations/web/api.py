"""JSON for programs of the clinic: a visit as `previsit visits export` shows it, and the document that describes it."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.services.visit_view import visit_json
from integrations import __version__
from integrations.schema import schema
from integrations.storage.session import NotFound
from integrations.web.coordinator.at_work import COOKIE, SIGNED_IN
from integrations.web.coordinator.gate import Access, Route, guarded
from integrations.web.keys import WIRING
from integrations.web.security import cookie_name

_VISIT = "/api/v1/visits/{visit_id}"


def routes() -> list[web.RouteDef]:
    """Return every address of the API behind its lock; what it shows is open to whoever may open the page of the visit."""
    locked = Route("GET", _VISIT, get_visit, Access.STAFF, background=True)
    return [web.get(_VISIT, guarded(locked)), web.get("/api/openapi.json", get_openapi)]


async def get_visit(request: web.Request) -> web.Response:
    """Answer with one visit by the id it was imported under; another clinic's does not exist."""
    wiring, who, visit_id = request.app[WIRING], request[SIGNED_IN], request.match_info["visit_id"]
    async with wiring.unit_of_work() as uow:
        visit = await uow.visits.called(visit_id)
        if visit is None or visit.clinic_id != who.member.clinic_id:
            raise NotFound("visit", visit_id)
        shown = await visit_json(visit.id, uow, wiring.clock)
        await uow.audit.note(who.by, "visit.read", f"visit:{visit.id}", wiring.clock.now())
        await uow.commit()
    return web.json_response(shown, dumps=lambda value: json.dumps(value, ensure_ascii=False))


async def get_openapi(request: web.Request) -> web.Response:
    return web.json_response(openapi(cookie_name(request.app, COOKIE)))


def openapi(session_cookie: str) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document, its shapes those of `previsit schema`."""
    parameter = {"name": "visit_id", "in": "path", "required": True, "schema": {"type": "string"}}
    shapes = json.loads(json.dumps(schema()["$defs"]).replace("#/$defs/", "#/components/schemas/"))
    error = {"type": "object", "properties": {"error": {"type": "string"}}, "required": ["error"]}
    operation = {
        "operationId": "getVisit",
        "summary": "One visit: the agenda in the patient's words, messages, alerts, deliveries",
        "parameters": [parameter | {"description": "the visit_id of the import"}],
        "security": [{"session": []}],
        "responses": {
            "200": _answer("The visit", "visit"),
            "401": _answer("Not logged in", "error"),
            "404": _answer("No such visit at your clinic", "error"),
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Previsit", "version": __version__},
        "paths": {_VISIT: {"get": operation}},
        "components": {
            "schemas": {**shapes, "error": error},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": session_cookie}},
        },
    }


def _answer(what: str, shape: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
    return {"description": what, "content": content}
