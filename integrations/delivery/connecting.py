"""From what an admin entered to a way out."""

from __future__ import annotations

from aiohttp import ClientSession

from bot.connections import Connection, Fhir, Mail, Mllp, Webhook
from bot.ports import Wayout
from integrations.delivery.email import Mailbox
from integrations.delivery.fhir import FhirServer
from integrations.delivery.fhir.login import Logins
from integrations.delivery.hl7v2 import InterfaceEngine
from integrations.delivery.webhook import WebhookReceiver
from integrations.settings import Settings


def way_to(connection: Connection, settings: Settings, http: ClientSession, logins: Logins) -> Wayout:
    """http: a session that is guarded against inner addresses."""
    match connection:
        case Fhir():
            return FhirServer(http, connection, logins.to(connection))
        case Webhook():
            return WebhookReceiver(http, connection)
        case Mllp():
            return InterfaceEngine(connection, settings.allowed_networks)
        case Mail():
            return Mailbox(connection, settings.smtp_url, settings.address)
