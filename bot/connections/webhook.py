"""A receiver of signed webhooks."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from dataclasses import dataclass
from secrets import token_bytes

from bot.connections.shared import Problems, scheme_and_host

SECRET_PREFIX = "whsec_"  # noqa: S105 - how Standard Webhooks marks a secret, not one
FEWEST_SECRET_BYTES = 24  # Standard Webhooks: 24 to 64


@dataclass(frozen=True)
class Webhook:
    """previous: the secret before, with which everything is signed too until the receiver knows the new one."""

    url: str = ""
    secret: str = ""
    previous: str = ""

    def problems(self) -> Problems:
        parts = scheme_and_host(self.url)
        if parts is None or parts[0] != "https":
            yield "url", "Enter an address that begins with https://, such as https://records.example.org/previsit."
        for field in ("secret", "previous"):
            value = getattr(self, field)
            if (value or field == "secret") and not _is_secret(value):
                yield field, f"A secret is {SECRET_PREFIX} and base64 of {FEWEST_SECRET_BYTES} random bytes or more."


def new_secret() -> str:
    """Draw a secret for webhooks."""
    return SECRET_PREFIX + b64encode(token_bytes(FEWEST_SECRET_BYTES)).decode()


def _is_secret(value: str) -> bool:
    try:
        raw = b64decode(value.removeprefix(SECRET_PREFIX), validate=True)
    except (NoBase64, ValueError):
        return False
    return value.startswith(SECRET_PREFIX) and FEWEST_SECRET_BYTES <= len(raw) <= 64
