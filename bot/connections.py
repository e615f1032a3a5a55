"""How a clinic's own receivers are reached: what its admin enters for each way out, and what is wrong with it.

Whether an address may be connected to is decided when the connection is made (integrations/delivery/addresses.py).
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from secrets import token_bytes
from urllib.parse import urlsplit

SECRET_PREFIX = "whsec_"  # noqa: S105 - how Standard Webhooks marks a secret, not one
FEWEST_SECRET_BYTES = 24  # Standard Webhooks: 24 to 64
_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+")
_MAIL = re.compile(r"[^\s@<>,;:\"\\]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")
_NAME_IN_HL7 = re.compile(r"[A-Za-z0-9 ._-]{0,60}")
MESSAGES = ("MDM^T02", "ORU^R01")

Problems = Iterator[tuple[str, str]]  # a field, and what is wrong with it


@dataclass(frozen=True)
class Webhook:
    """previous: the secret before, with which everything is signed too until the receiver knows the new one."""

    url: str = ""
    secret: str = ""
    previous: str = ""

    def problems(self) -> Problems:
        parts = _split(self.url)
        if parts is None or parts[0] != "https":
            yield "url", "Enter an address that begins with https://, such as https://records.example.org/previsit."
        for field in ("secret", "previous"):
            value = getattr(self, field)
            if (value or field == "secret") and not _is_secret(value):
                yield field, f"A secret is {SECRET_PREFIX} and base64 of {FEWEST_SECRET_BYTES} random bytes or more."


@dataclass(frozen=True)
class Mllp:
    """HL7 v2 over MLLP. sender, receiver: `application|facility` as the interface team names them.

    pdf: the sheet goes along, beside the text.
    """

    host: str = ""
    port: int = 0
    tls: bool = True
    message: str = MESSAGES[0]
    sending_application: str = "PREVISIT"
    sending_facility: str = ""
    receiving_application: str = ""
    receiving_facility: str = ""
    pdf: bool = False

    def problems(self) -> Problems:
        if not _HOST.fullmatch(self.host):
            yield "host", "Enter the host name or address of the interface engine, without a port."
        if not 0 < self.port < 65536:
            yield "port", "Enter the port that the interface engine listens on: 1 to 65535."
        if self.message not in MESSAGES:
            yield "message", f"Choose one of {' and '.join(MESSAGES)}."
        for field in ("sending_application", "sending_facility", "receiving_application", "receiving_facility"):
            if not _NAME_IN_HL7.fullmatch(getattr(self, field)):
                yield field, "Use letters, digits, spaces, dots and hyphens only, 60 at most."


@dataclass(frozen=True)
class Mail:
    """whole: the summary stands in the mail; else only that there is one, and where to read it. pdf: as a sheet to print."""

    to: str = ""
    whole: bool = False
    pdf: bool = False

    def problems(self) -> Problems:
        if not _MAIL.fullmatch(self.to):
            yield "to", "Enter one address of your team, such as frontdesk@clinic.example."


Connection = Webhook | Mllp | Mail
KINDS: Mapping[str, type[Connection]] = {"webhook": Webhook, "hl7v2": Mllp, "email": Mail}


def new_secret() -> str:
    """Draw a secret for webhooks."""
    return SECRET_PREFIX + b64encode(token_bytes(FEWEST_SECRET_BYTES)).decode()


def way_of(connection: Connection) -> str:
    return next(way for way, kind in KINDS.items() if isinstance(connection, kind))


def _split(url: str) -> tuple[str, str] | None:
    """Return scheme and host of an address that can be called; None for one with a user, a fragment or no host."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    plain = url.isascii() and url.isprintable() and " " not in url
    named = parts.hostname is not None and parts.username is None and not parts.fragment
    return (parts.scheme, str(parts.hostname)) if plain and named else None


def _is_secret(value: str) -> bool:
    try:
        raw = b64decode(value.removeprefix(SECRET_PREFIX), validate=True)
    except (NoBase64, ValueError):
        return False
    return value.startswith(SECRET_PREFIX) and FEWEST_SECRET_BYTES <= len(raw) <= 64
