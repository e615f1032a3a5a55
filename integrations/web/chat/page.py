"""The page: first the date of birth, then the conversation."""

from __future__ import annotations

from datetime import timedelta

from aiohttp import web

from bot.records import ChatLink
from bot.services.links import LinkLocked, WrongBirthDate, verify
from integrations.web.bodies import read_form
from integrations.web.chat.birth_date import FIELDS, readings
from integrations.web.chat.gate import link_of, opened, remember, session_of
from integrations.web.chat.view import read_chat
from integrations.web.keys import LIMITS, WIRING
from integrations.web.pages import page
from integrations.web.security import csrf_token, source
from integrations.web.texts import asked_language, texts

WRONG_FROM_ONE_SOURCE, WITHIN = 30, timedelta(minutes=15)  # wrong dates, whatever the links


async def get_page(request: web.Request) -> web.Response:
    """Show the page; nothing of the visit before the date of birth, and no effect: previews of links fetch it too."""
    link = await link_of(request)
    if not await opened(request, link):
        return birth_date_page(request, link)
    return await _conversation_page(request, link)


async def get_page_again(request: web.Request) -> web.Response:
    """Somebody has loaded the answer to a wrong date anew."""
    raise web.HTTPSeeOther(request.path.removesuffix("/verify"))


async def post_birth_date(request: web.Request) -> web.Response:
    """Open the conversation to this browser when the date is right."""
    wiring, limits, form = request.app[WIRING], request.app[LIMITS], await read_form(request)
    now, whence = wiring.clock.now(), ("birth date", source(request))
    link = await link_of(request)
    if limits.exceeded(whence, most=WRONG_FROM_ONE_SOURCE, within=WITHIN, now=now):
        return birth_date_page(request, link, error="locked", status=429)
    given = readings(form, now.date())
    if not given:
        return birth_date_page(request, link, error="unreadable", status=422, form=form)
    try:
        session = await verify(request.match_info["token"], given, wiring.unit_of_work(), wiring.clock)
    except WrongBirthDate:
        limits.count(whence, now)
        return birth_date_page(request, link, error="wrong", status=422, form=form)
    except LinkLocked:
        return birth_date_page(request, link, error="locked", status=429)
    response = web.Response(status=303, headers={"Location": request.path.removesuffix("/verify")})
    remember(response, request, link, session)
    return response


def birth_date_page(
    request: web.Request, link: ChatLink, *, error: str = "", status: int = 200, form: dict[str, str] | None = None
) -> web.Response:
    language = asked_language(request)
    values = {field: (form or {}).get(field, "") for field in FIELDS}
    return page(
        request,
        "birth_date.html",
        language,
        status=status,
        error=error,
        values=values,
        token=request.match_info["token"],
    )


async def _conversation_page(request: web.Request, link: ChatLink) -> web.Response:
    chat = await read_chat(link.conversation_id, request.app[WIRING].unit_of_work())
    known, session = texts(chat.state.language), session_of(request, link)
    return page(
        request,
        "chat.html",
        chat.state.language,
        chat=chat,
        token=request.match_info["token"],
        csrf=csrf_token(session),
        words={key: text.replace("{clinic}", chat.clinic) for key, text in known.items() if key.startswith("chat.")},
    )
