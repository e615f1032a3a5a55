"""One visit: its page, its summary as plain text, and what a coordinator does there."""

from __future__ import annotations

import asyncio
import re
from datetime import date
from typing import TypedDict
from uuid import UUID, uuid4

from aiohttp import web

from bot.errors import PrevisitError
from bot.ports import Clock, UnitOfWork
from bot.services import review, sign_off
from bot.services.receive import Inbound, receive_message
from bot.services.summary import summary_of
from integrations.printing.summary_sheet import summary_pdf
from integrations.storable import storable
from integrations.storage.session import NotFound
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.gate import number_in, visit_for
from integrations.web.coordinator.rendering import staff_page
from integrations.web.coordinator.sheets import pdf_response, staff_language
from integrations.web.coordinator.talk import quote_key
from integrations.web.coordinator.visit_facts import read_visit
from integrations.web.coordinator.visit_view import VisitView, visit_view
from integrations.web.coordinator.words import seen
from integrations.web.keys import WIRING

LONGEST_MESSAGE = 10_000  # characters typed on a patient's behalf


class FormRefused(PrevisitError):
    """A form lacks something, or says something it cannot say."""


async def get_visit(request: web.Request) -> web.Response:
    return await _page(request, "visit.html", "visit.read")


async def get_talk(request: web.Request) -> web.Response:
    """Give the conversation alone, for a page that looks again on its own."""
    return await _page(request, "talk.html", "visit.read")


async def get_sending(request: web.Request) -> web.Response:
    """Give what became of the summary alone, for a page that looks again on its own."""
    return await _page(request, "sending.html", "visit.read")


async def get_text(request: web.Request) -> web.Response:
    """Give the summary as plain text, to be pasted into any record system."""
    view = await _view(request, "visit.copy")
    if view.facts.summary is None:
        raise FormRefused(view.facts.untraceable or "There is no summary of this visit.")
    return web.Response(text=view.facts.summary.text, content_type="text/plain", charset="utf-8")


async def get_sheet(request: web.Request) -> web.Response:
    """Give the summary as a page to print, in the language that is asked for."""
    visit, wiring, who = await visit_for(request), request.app[WIRING], request[SIGNED_IN]
    if visit.details is None:
        raise NotFound("summary of visit", visit.id)
    async with wiring.unit_of_work() as uow:
        now, version = wiring.clock.now(), max(visit.summary_version, 1)
        summary = await summary_of(visit, uow, now, version=version, language=staff_language(request))
        await uow.audit.note(who.by, "visit.print", f"visit:{visit.id}", now)
        await uow.commit()
    return pdf_response(await asyncio.to_thread(summary_pdf, summary), f"visit-{visit.id}.pdf")


async def post_topic(request: web.Request) -> web.Response:
    visit = await visit_for(request)
    await review.add_topic(visit.id, request[FORM].get("text", ""), **_hands(request))
    return _back(visit.id, "topic", "team")


async def post_topic_withdrawal(request: web.Request) -> web.Response:
    visit = await visit_for(request)
    await review.withdraw_topic(visit.id, number_in(request, "item"), **_hands(request))
    return _back(visit.id, "topic-withdrawn", "team")


async def post_commitment(request: web.Request) -> web.Response:
    visit = await visit_for(request)
    await review.add_commitment(visit.id, request[FORM].get("text", ""), **_hands(request))
    return _back(visit.id, "commitment", "team")


async def post_commitment_withdrawal(request: web.Request) -> web.Response:
    visit = await visit_for(request)
    await review.withdraw_commitment(visit.id, number_in(request, "commitment"), **_hands(request))
    return _back(visit.id, "commitment-withdrawn", "team")


async def post_sign_off(request: web.Request) -> web.Response:
    visit, revision = await visit_for(request), request[FORM].get("revision", "")
    if not re.fullmatch(r"[0-9]{1,9}", revision):
        raise sign_off.EditedMeanwhile
    await sign_off.sign_off(visit.id, revision=int(revision), **_hands(request))
    return _back(visit.id, "signed-off")


async def post_undo(request: web.Request) -> web.Response:
    visit = await visit_for(request)
    await sign_off.undo_sign_off(visit.id, **_hands(request))
    return _back(visit.id, "undone")


async def post_again(request: web.Request) -> web.Response:
    visit, wanted = await visit_for(request), UUID(request.match_info["delivery_id"])
    async with request.app[WIRING].unit_of_work() as uow:
        known = {delivery.id for delivery in await uow.deliveries.of_visit(visit.id)}
    if wanted not in known:
        raise NotFound("delivery", wanted)
    await sign_off.send_again(wanted, **_hands(request))
    return _back(visit.id, "again", "sending")


async def post_opt_out(request: web.Request) -> web.Response:
    visit, form = await visit_for(request), request[FORM]
    try:
        on = date.fromisoformat(form.get("on", ""))
    except ValueError:
        raise FormRefused("Write the day the patient told us.") from None
    await review.record_opt_out(visit.id, channel=form.get("channel", ""), on=on, **_hands(request))
    return _back(visit.id, "opted-out")


async def post_resume(request: web.Request) -> web.Response:
    visit = await visit_for(request)
    await review.resume_conversation(visit.id, safe_to_text=request[FORM].get("safe") == "yes", **_hands(request))
    return _back(visit.id, "resumed", "conversation")


async def post_message(request: web.Request) -> web.Response:
    """Take what a patient said on the phone, typed in their own words, into the same conversation."""
    visit, form, wiring = await visit_for(request), request[FORM], request.app[WIRING]
    text, form_id = storable(form.get("text", "")), form.get("form_id", "")
    if not text.strip() or len(text) > LONGEST_MESSAGE:
        raise FormRefused(f"Write what the patient said, at most {LONGEST_MESSAGE} characters.")
    try:
        provider_id = f"phone-{UUID(form_id)}"
    except ValueError:
        raise FormRefused("Load the page again, then send what the patient said.") from None
    async with wiring.unit_of_work() as uow:
        conversation = await uow.conversations.of_visit(visit.id) if visit.details else None
    if conversation is None:
        raise NotFound("conversation of visit", visit.id)
    said = Inbound(provider_id, "phone", text, conversation_id=conversation.id, by=request[SIGNED_IN].by)
    await receive_message(said, wiring.unit_of_work(), wiring.clock, burst_wait=0)
    return _back(visit.id, "said", "last")


class _Hands(TypedDict):
    by: str
    uow: UnitOfWork
    clock: Clock


def _hands(request: web.Request) -> _Hands:
    """Return who acts, and with what."""
    wiring = request.app[WIRING]
    return {"by": request[SIGNED_IN].by, "uow": wiring.unit_of_work(), "clock": wiring.clock}


def _back(visit_id: UUID, done: str, place: str = "") -> web.Response:
    return go_to(f"/visits/{visit_id}", done=done, place=place)


async def _page(request: web.Request, template: str, action: str) -> web.Response:
    view = await _view(request, action)
    return await staff_page(
        request,
        template,
        view=view,
        visit=view.facts.visit,
        quote_key=quote_key,
        seen=seen,
        today=request.app[WIRING].clock.now().date().isoformat(),
        form_id=uuid4(),
    )


async def _view(request: web.Request, action: str) -> VisitView:
    """Read a visit and note in the audit that it was read."""
    visit, wiring, who = await visit_for(request), request.app[WIRING], request[SIGNED_IN]
    async with wiring.unit_of_work() as uow:
        facts = await read_visit(visit, uow, wiring.clock.now())
        await uow.audit.note(who.by, action, f"visit:{visit.id}", wiring.clock.now())
        await uow.commit()
    return visit_view(facts, wiring.clock)
