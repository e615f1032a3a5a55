"""How a clinic's own receivers are reached: what its admin enters for each way out, and what is wrong with it.

Whether an address may be connected to is decided when the connection is made (integrations/delivery/addresses.py).
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.connections.fhir import Fhir
from bot.connections.mail import Mail
from bot.connections.mllp import MESSAGES, Mllp
from bot.connections.webhook import FEWEST_SECRET_BYTES, SECRET_PREFIX, Webhook, new_secret

__all__ = [
    "FEWEST_SECRET_BYTES",
    "KINDS",
    "MESSAGES",
    "SECRET_PREFIX",
    "Connection",
    "Fhir",
    "Mail",
    "Mllp",
    "Webhook",
    "new_secret",
    "way_of",
]

Connection = Fhir | Webhook | Mllp | Mail
KINDS: Mapping[str, type[Connection]] = {"fhir": Fhir, "webhook": Webhook, "hl7v2": Mllp, "email": Mail}


def way_of(connection: Connection) -> str:
    return next(way for way, kind in KINDS.items() if isinstance(connection, kind))
