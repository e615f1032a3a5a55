"""What Twilio posts: patients' texts, and what became of ours. Nothing is believed before its signature was checked."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.services.receive import Inbound, Received, receive_message
from bot.services.reports import take_report
from integrations.sms.forms import MAX_FORM, Form, fields
from integrations.sms.inbound import inbound_text
from integrations.sms.signature import valid
from integrations.sms.status import status_report
from integrations.web.bodies import read_bytes
from integrations.web.counting import count
from integrations.web.errors import database_is_away
from integrations.web.keys import WIRING
from integrations.wiring import Wiring

WAITS = (0.2, 0.8, 2.0)  # seconds between tries; Twilio waits 15 s in all
SIGNATURE = "X-Twilio-Signature"
NO_REPLY = "<?xml version='1.0' encoding='UTF-8'?><Response/>"  # replies are sent as messages of their own


async def post_inbound(request: web.Request) -> web.Response:
    """Take one text; answered only once it is stored. The same text again changes nothing and is answered alike."""
    wiring, text = request.app[WIRING], inbound_text(await _signed_form(request))
    inbound = Inbound(
        provider_id=text.provider_id,
        channel="sms",
        text=text.body,
        media=text.media,
        number=text.from_number,
        provider_answers_opt_out=text.opt_out_type == "STOP",
    )
    count(inbound, await _receive(inbound, wiring))
    return web.Response(text=NO_REPLY, content_type="text/xml")


async def post_status(request: web.Request) -> web.Response:
    """Take a report on one of our texts."""
    wiring, report = request.app[WIRING], status_report(await _signed_form(request))
    await take_report(report.provider_id, report.status, report.error_code, wiring.unit_of_work(), wiring.clock)
    return web.Response(status=204)


async def _receive(inbound: Inbound, wiring: Wiring) -> Received:
    """Store a text, and try again for a moment while the database is away: Twilio may not come a second time."""
    for wait in WAITS:
        try:
            return await _receive_once(inbound, wiring)
        except Exception as error:
            if not database_is_away(error):
                raise
        await asyncio.sleep(wait)
    return await _receive_once(inbound, wiring)


async def _receive_once(inbound: Inbound, wiring: Wiring) -> Received:
    burst_wait = wiring.settings.burst_wait
    return await receive_message(inbound, wiring.unit_of_work(), wiring.clock, burst_wait=burst_wait)


async def _signed_form(request: web.Request) -> Form:
    """Return the posted form, or raise HTTPForbidden unless Twilio signed it for our public address."""
    settings, form = request.app[WIRING].settings, fields(await read_bytes(request, MAX_FORM))
    signed = request.headers.get(SIGNATURE, "")
    if not valid(settings.address + request.raw_path, form, signed, settings.twilio_auth_tokens):
        raise web.HTTPForbidden
    return form
