"""Where a clinic's summaries go besides the installation's own ways out: entered, tried and taken away by an admin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from aiohttp import web

from bot.connections import KINDS, MESSAGES, Connection, Fhir, Mail, Mllp
from bot.connections.fhir import DOCUMENT_TYPES, SCOPE
from bot.records import Connected
from bot.services import connections
from bot.services.set_up import SetUpRefused
from integrations.delivery.fhir.keys import new_key, public_set
from integrations.storable import storable
from integrations.web.coordinator import labels
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.rendering import staff_page
from integrations.web.keys import WIRING

PAGE = "/clinic/connections"
_CHECKED = ("tls", "whole", "text", "pdf", "rtf")  # fields that a form leaves out where they are not checked


async def get_connections(request: web.Request) -> web.Response:
    return await _page(request)


async def get_tried(request: web.Request) -> web.Response:
    """Give the part of the page that says how a test went, to be put in place of the one before."""
    way = request.match_info["way"]
    return await staff_page(request, "tried.html", way=way, known=(await _known(request)).get(way))


async def post_connection(request: web.Request) -> web.Response:
    way, form = request.match_info["way"], {name: storable(value).strip() for name, value in request[FORM].items()}
    try:
        await _save(request, way, form)
    except SetUpRefused as refused:
        return await _page(request, problems={way: dict(refused.problems)}, given={way: form}, status=422)
    return go_to(PAGE, done="connected", place=way)


async def _save(request: web.Request, way: str, form: Mapping[str, str]) -> None:
    clinic_id, how = _clinic(request), _how(request)
    if way == "webhook":
        await connections.save_webhook(clinic_id, form.get("url", ""), **how)
    elif way == "fhir":
        await connections.save_fhir(clinic_id, read_fhir(form), new_key, **how)
    else:
        await connections.save_connection(clinic_id, _read(way, form), **how)


async def get_key_set(request: web.Request) -> web.Response:
    """Give a record system the public halves of our keys there."""
    async with request.app[WIRING].unit_of_work() as uow:
        known = await uow.connections.find(UUID(request.match_info["connection_id"]))
    if known is None or not isinstance(known.connection, Fhir):
        raise web.HTTPNotFound
    keys = (known.connection.key, known.connection.previous_key)
    return web.json_response(public_set(keys), headers={"Cache-Control": "max-age=300"})


async def post_key(request: web.Request) -> web.Response:
    await connections.renew_key(_clinic(request), new_key, **_how(request))
    return go_to(PAGE, done="key", place="fhir")


async def post_test(request: web.Request) -> web.Response:
    way = request.match_info["way"]
    await connections.ask_to_try(_clinic(request), way, **_how(request))
    return go_to(PAGE, place=way)


async def post_removal(request: web.Request) -> web.Response:
    await connections.remove_connection(_clinic(request), request.match_info["way"], **_how(request))
    return go_to(PAGE, done="disconnected")


async def post_secret(request: web.Request) -> web.Response:
    await connections.renew_secret(_clinic(request), **_how(request))
    return go_to(PAGE, done="secret", place="webhook")


def read_fhir(form: Mapping[str, str]) -> Fhir:
    texts = ("url", "login", "token", "client_id", "token_url", "document_type", "author", "authenticator")
    given: dict[str, Any] = {name: form.get(name, "") for name in texts} | {"scope": form.get("scope") or SCOPE}
    return Fhir(**given | {name: form.get(name) == "yes" for name in ("text", "pdf", "rtf")})


def _read(way: str, form: Mapping[str, str]) -> Connection:
    if way == "email":
        return Mail(form.get("to", ""), form.get("whole") == "yes", form.get("pdf") == "yes")
    port = form.get("port", "")
    names = {name: form.get(name, "") for name in ("sending_facility", "receiving_application", "receiving_facility")}
    return Mllp(
        host=form.get("host", ""),
        port=int(port) if port.isascii() and port.isdigit() and len(port) < 6 else 0,
        tls=form.get("tls") == "yes",
        message=form.get("message", MESSAGES[0]),
        sending_application=form.get("sending_application", ""),
        pdf=form.get("pdf") == "yes",
        **names,
    )


async def _page(
    request: web.Request,
    *,
    problems: Mapping[str, Mapping[str, str]] | None = None,
    given: Mapping[str, Mapping[str, str]] | None = None,
    status: int = 200,
) -> web.Response:
    known = await _known(request)
    shown = {way: asdict(kind()) for way, kind in KINDS.items()}
    shown |= {way: asdict(one.connection) for way, one in known.items()}
    for way, form in (given or {}).items():
        shown[way] = {**shown[way], **form, **{name: form.get(name) == "yes" for name in _CHECKED}}
    values: dict[str, Any] = {"shown": shown, "known": known, "problems": problems or {}, "messages": MESSAGES}
    values |= {"document_types": DOCUMENT_TYPES, "address": request.app[WIRING].settings.address}
    mail_server = request.app[WIRING].settings.smtp_url is not None
    return await staff_page(
        request, "connections.html", status=status, ways=labels.WAYS, mail_server=mail_server, **values
    )


async def _known(request: web.Request) -> Mapping[str, Connected]:
    async with request.app[WIRING].unit_of_work() as uow:
        return await uow.connections.of_clinic(_clinic(request))


def _clinic(request: web.Request) -> Any:
    return request[SIGNED_IN].member.clinic_id


def _how(request: web.Request) -> dict[str, Any]:
    wiring = request.app[WIRING]
    return {"by": request[SIGNED_IN].by, "uow": wiring.unit_of_work(), "clock": wiring.clock}
