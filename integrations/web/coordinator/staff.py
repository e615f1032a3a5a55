"""The accounts of a clinic, for its admins."""

from __future__ import annotations

from email.message import EmailMessage

import aiosmtplib
import structlog
from aiohttp import web

from bot.records import StaffMember
from bot.services import accounts
from bot.services.accounts import AccountRefused
from integrations.mail import send_mail
from integrations.storable import storable
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.gate import staff_id_in
from integrations.web.coordinator.rendering import staff_page
from integrations.web.keys import WIRING


async def get_accounts(request: web.Request) -> web.Response:
    return await _page(request)


async def post_invitation(request: web.Request) -> web.Response:
    wiring, who, form = request.app[WIRING], request[SIGNED_IN], request[FORM]
    try:
        member, token = await accounts.invite_member(
            who.member,
            email=storable(form.get("email", "")),
            name=storable(form.get("name", "")),
            role=form.get("role", ""),
            uow=wiring.unit_of_work(),
            clock=wiring.clock,
        )
    except AccountRefused as refused:
        return await _page(request, status=422, error=str(refused), given=form)
    return await _hand_over(request, member, token)


async def post_recovery(request: web.Request) -> web.Response:
    wiring, who = request.app[WIRING], request[SIGNED_IN]
    member, token = await accounts.recover_member(who.member, staff_id_in(request), wiring.unit_of_work(), wiring.clock)
    return await _hand_over(request, member, token)


async def post_deactivation(request: web.Request) -> web.Response:
    wiring, who = request.app[WIRING], request[SIGNED_IN]
    await accounts.deactivate_member(who.member, staff_id_in(request), wiring.unit_of_work(), wiring.clock)
    return go_to("/accounts", done="deactivated")


async def _hand_over(request: web.Request, member: StaffMember, token: str) -> web.Response:
    """Show the link once, and mail it where mail is set up."""
    settings = request.app[WIRING].settings
    link = f"{settings.address}/welcome/{token}"
    mailed = settings.smtp_url is not None and await _mailed(member, link, settings.smtp_url)
    return await _page(request, link=link, invited=member, mailed=mailed)


async def _mailed(member: StaffMember, link: str, smtp_url: str) -> bool:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "previsit@localhost", member.email, "Your Previsit account"
    message.set_content(
        f"Set your password with this link. It works once, for {accounts.LINK_LASTS.days} days.\n\n{link}\n"
    )
    try:
        await send_mail(message, smtp_url)
    except (aiosmtplib.SMTPException, OSError, ValueError) as failed:
        structlog.get_logger().error("invitation_not_mailed", staff=str(member.id), error=type(failed).__name__)
        return False
    return True


async def _page(
    request: web.Request,
    *,
    status: int = 200,
    error: str | None = None,
    given: dict[str, str] | None = None,
    link: str | None = None,
    invited: StaffMember | None = None,
    mailed: bool = False,
) -> web.Response:
    wiring, who = request.app[WIRING], request[SIGNED_IN]
    async with wiring.unit_of_work() as uow:
        members = await uow.staff.of_clinic(who.member.clinic_id)
    return await staff_page(
        request,
        "accounts.html",
        status=status,
        members=members,
        now=wiring.clock.now(),
        lasts=accounts.LINK_LASTS.days,
        error=error,
        given=given or {},
        link=link,
        invited=invited,
        mailed=mailed,
    )
