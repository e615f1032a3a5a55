"""Reaching the person on duty by text and by mail, with nothing in either that names a patient."""

from __future__ import annotations

from email.message import EmailMessage

import aiosmtplib
import structlog

from bot.errors import DeliveryFailed
from bot.ports import MessageSender
from bot.records import Clinic
from integrations.mail import send_mail


class DutyPager:
    """Uses every way to the duty contact that the clinic has set up."""

    def __init__(self, sender: MessageSender, smtp_url: str | None) -> None:
        self._sender, self._smtp_url = sender, smtp_url
        self._log = structlog.get_logger()

    async def page(self, clinic: Clinic, text: str, *, reference: str) -> bool:
        contact = clinic.settings
        texted = bool(contact.duty_phone) and await self._text(contact.duty_phone, text, reference)
        mailed = bool(contact.duty_email and self._smtp_url) and await self._mail(contact.duty_email, text, reference)
        return texted or mailed

    async def _text(self, to: str, text: str, reference: str) -> bool:
        try:
            await self._sender.send(to, text, reference=reference)
        except DeliveryFailed as failed:
            self._log.error("page_not_texted", reference=reference, code=failed.code)
            return False
        return True

    async def _mail(self, to: str, text: str, reference: str) -> bool:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "previsit@localhost", to, "Previsit alert"
        message["Message-ID"] = f"<{reference}@previsit>"
        message.set_content(text)
        try:
            await send_mail(message, str(self._smtp_url))
        except (aiosmtplib.SMTPException, OSError) as failed:
            self._log.error("page_not_mailed", reference=reference, error=type(failed).__name__)
            return False
        return True
