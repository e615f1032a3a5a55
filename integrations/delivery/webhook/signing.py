"""Signatures as the Standard Webhooks specification has them: HMAC-SHA256 over id, time and body."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable

from bot.connections import SECRET_PREFIX


def signed_headers(body: bytes, *, identifier: str, timestamp: int, secrets: Iterable[str]) -> dict[str, str]:
    """Return the three headers; a signature for each secret, so that a receiver may change to a new one at any time.

    timestamp: seconds since 1970; receivers refuse what is more than five minutes off.
    """
    said = f"{identifier}.{timestamp}.".encode() + body
    signatures = " ".join(f"v1,{_signature(secret, said)}" for secret in secrets if secret)
    return {"webhook-id": identifier, "webhook-timestamp": str(timestamp), "webhook-signature": signatures}


def _signature(secret: str, said: bytes) -> str:
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    return b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
