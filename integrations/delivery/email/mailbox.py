"""Mailing a summary, or that there is one, to the address of a team."""

from __future__ import annotations

from email.message import EmailMessage
from urllib.parse import urlsplit

import aiosmtplib

from bot.connections import Mail
from bot.errors import DeliveryFailed
from bot.services.summary_shape import Summary, summary_from_json
from integrations.delivery.sheet import sheet_of
from integrations.mail import TlsNeeded, send_mail

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_REFUSED_FROM = 500  # SMTP: from here on a refusal is for good


class Mailbox:
    """The subject tells nothing about anybody; a mail server takes a mail, and whether somebody reads it nobody knows."""

    name = "email"

    def __init__(self, connection: Mail, smtp_url: str | None, address: str) -> None:
        """address: of these pages, to link to."""
        self._to, self._smtp_url, self._address = connection, smtp_url, address

    async def deliver(self, payload: bytes, *, identifier: str) -> str:
        """Return `handed over <message id>`; the id is the same on every try."""
        if self._smtp_url is None:
            problem = "No mail server is set up; an operator names it in PREVISIT_SMTP_URL."
            raise DeliveryFailed(problem, retryable=False, code="no_mail_server")
        summary = summary_from_json(payload)
        mail = self._mail(summary, identifier)
        if self._to.pdf:
            sheet = await sheet_of(summary)
            mail.add_attachment(sheet, maintype="application", subtype="pdf", filename="visit-summary.pdf")
        try:
            await send_mail(mail, self._smtp_url, tls_needed=self._tells() and not self._is_here())
        except TlsNeeded as error:
            problem = "The mail server offers no TLS, so no summary goes through it; send the link, or mend the server."
            raise DeliveryFailed(problem, retryable=False, code="tls") from error
        except aiosmtplib.SMTPResponseException as error:
            raise _refusal(error) from error
        except (aiosmtplib.SMTPException, OSError) as error:
            problem = f"The mail server did not take the mail ({type(error).__name__}); the same mail is sent again."
            raise DeliveryFailed(problem, retryable=True, outcome_unknown=True, code="unreachable") from error
        return f"handed over {mail['Message-ID']}"

    async def holds(self, identifier: str, receipt: str) -> bool | None:
        return None  # a mail server tells nothing of a mailbox

    def _mail(self, summary: Summary, identifier: str) -> EmailMessage:
        host = urlsplit(self._address).hostname or "localhost"
        mail = EmailMessage()
        mail["From"], mail["To"] = f"previsit@{host}", self._to.to
        mail["Subject"] = "A visit summary was replaced" if summary.replaces else "A visit summary is ready"
        mail["Message-ID"] = f"<{identifier}@{host}>"
        if summary.replaces:
            mail["References"] = f"<{summary.replaces.identifier}@{host}>"
        mail.set_content(summary.text if self._to.whole else self._where_it_is(identifier))
        return mail

    def _where_it_is(self, identifier: str) -> str:
        visit, _, _ = identifier.rpartition("-v")
        return f"To read it, log in:\n{self._address}/visits/{visit or identifier}\n"

    def _tells(self) -> bool:
        """Whether the mail itself says anything about a patient."""
        return self._to.whole or self._to.pdf

    def _is_here(self) -> bool:
        return urlsplit(self._smtp_url or "").hostname in _LOOPBACK


def _refusal(error: aiosmtplib.SMTPResponseException) -> DeliveryFailed:
    return DeliveryFailed(
        f"The mail server answered {error.code}. Its operator can see why in its log.",
        retryable=error.code < _REFUSED_FROM,
        code=str(error.code),
    )
