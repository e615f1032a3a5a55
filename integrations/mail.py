"""Handing a mail to the operator's mail server."""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib

SECONDS = 20


class TlsNeeded(aiosmtplib.SMTPException):
    """The server offers no TLS, and what is in the mail must not be read on the way."""


async def send_mail(message: EmailMessage, smtp_url: str, *, tls_needed: bool = False) -> None:
    """Use the server of an smtp:// (STARTTLS where offered) or smtps:// address; raise aiosmtplib.SMTPException or OSError."""
    server = urlsplit(smtp_url)
    implicit = server.scheme == "smtps"
    client = aiosmtplib.SMTP(hostname=server.hostname, port=server.port, use_tls=implicit, timeout=SECONDS)
    async with client:
        if tls_needed and not implicit and not _is_secure(client):
            raise TlsNeeded("no TLS")
        if server.username:
            await client.login(unquote(server.username), unquote(server.password or ""))
        await client.send_message(message)


def _is_secure(client: aiosmtplib.SMTP) -> bool:
    return client.get_transport_info("sslcontext") is not None
