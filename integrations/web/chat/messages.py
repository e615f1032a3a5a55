"""What the patient writes on the page."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from aiohttp import web

from bot.records import ChatLink
from bot.services.receive import Inbound, receive_message
from integrations.storable import storable
from integrations.web.bodies import FORM, read_form, read_json
from integrations.web.chat.gate import opened_link, session_of
from integrations.web.counting import count
from integrations.web.keys import LIMITS, WIRING
from integrations.web.security import CSRF_FIELD, check_csrf

MOST_A_MINUTE = 120  # messages of one link; nobody types faster


async def post_message(request: web.Request) -> web.Response:
    """Store one message, once however often it is sent, and answer with its id: JSON, or a form where no script runs."""
    link = await opened_link(request)
    if request.content_type == FORM:
        return await _from_form(request, link)
    sent = await read_json(request)
    client_id, text = sent.get("client_id"), sent.get("text")
    if not isinstance(text, str) or not isinstance(client_id, str):
        raise web.HTTPUnprocessableEntity
    try:
        known_as = UUID(client_id)
    except ValueError:
        raise web.HTTPUnprocessableEntity from None
    return web.json_response({"message_id": await _receive(request, link, known_as, text)})


async def _from_form(request: web.Request, link: ChatLink) -> web.Response:
    form = await read_form(request)
    check_csrf(session_of(request, link), form.get(CSRF_FIELD, ""))
    # A browser writes a line end of a form as CR LF.
    await _receive(request, link, uuid4(), form.get("text", "").replace("\r\n", "\n"))
    raise web.HTTPSeeOther(request.path.removesuffix("/messages"))


async def _receive(request: web.Request, link: ChatLink, client_id: UUID, text: str) -> int:
    if not text.strip():
        raise web.HTTPUnprocessableEntity
    wiring = request.app[WIRING]
    _limit(request, link)
    inbound = Inbound(f"web-{link.id}-{client_id}", "web", storable(text), conversation_id=link.conversation_id)
    received = await receive_message(
        inbound, wiring.unit_of_work(), wiring.clock, burst_wait=wiring.settings.burst_wait
    )
    count(inbound, received)
    return received.message_id or await _known_as(inbound.provider_id, request)


async def _known_as(provider_id: str, request: web.Request) -> int:
    async with request.app[WIRING].unit_of_work() as uow:
        stored = await uow.messages.by_provider_id(provider_id)
    assert stored is not None  # noqa: S101 - receive_message has just found it
    return stored.id


def _limit(request: web.Request, link: ChatLink) -> None:
    limits, now = request.app[LIMITS], request.app[WIRING].clock.now()
    if limits.exceeded(link.id, most=MOST_A_MINUTE, within=timedelta(minutes=1), now=now):
        raise web.HTTPTooManyRequests(headers={"Retry-After": "15"})
    limits.count(link.id, now)
