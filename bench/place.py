"""A PostgreSQL, a clinic and a visit to measure with."""

from __future__ import annotations

import base64
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from integrations.settings import load_settings
from integrations.storage.embedded import embedded_url, stop_embedded
from integrations.storage.migrate import migrate
from integrations.wiring import Wiring

TOKEN = "a-token-for-measuring-only"  # noqa: S105 - signs our own requests on loopback
PUBLIC_URL = "https://previsit.example"


@asynccontextmanager
async def a_place() -> AsyncIterator[Wiring]:
    """Give a wiring on a fresh database that is gone afterwards."""
    with TemporaryDirectory() as folder:
        settings = load_settings(
            {
                "PREVISIT_DATA_DIR": folder,
                "PREVISIT_SECRET_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
                "PREVISIT_TWILIO_AUTH_TOKENS": TOKEN,
                "PREVISIT_PUBLIC_URL": PUBLIC_URL,
                "PREVISIT_BURST_WAIT": "0",
            }
        )
        url = embedded_url(Path(folder))
        migrate(url)
        wiring = Wiring(settings, url, pool_size=8)
        try:
            yield wiring
        finally:
            await wiring.close()
            stop_embedded(Path(folder))
