"""The web application on a port of its own, with a database and without Rasa."""

from __future__ import annotations

import logging
import sys
import threading
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from io import StringIO

import pytest
import pytest_asyncio
import structlog
from aiohttp.test_utils import TestClient, TestServer

from integrations.observability import configure_logging
from integrations.settings import Settings
from integrations.web.app import build_app
from integrations.wiring import Wiring
from tests.web.browser import Browser
from tests.web.webhooks import Twilio
from tests.world import World

TOKENS = ("the-newer-auth-token", "the-older-auth-token")


@pytest.fixture
def public_url() -> str:
    """Where Twilio and patients reach the application, whatever it listens on."""
    return "https://previsit.clinic.example"


@pytest.fixture
def texting(settings: Settings, public_url: str) -> Settings:
    return replace(settings, public_url=public_url, twilio_auth_tokens=TOKENS)


@pytest_asyncio.fixture
async def twilio(wiring: Wiring, texting: Settings) -> AsyncIterator[Twilio]:
    """Twilio's side of the webhooks."""
    wiring.settings = texting
    async with TestClient(TestServer(build_app(wiring))) as client:
        yield Twilio(client, str(texting.public_url), TOKENS[0])


@pytest_asyncio.fixture
async def browser(wiring: Wiring, world: World) -> AsyncIterator[Browser]:
    """A patient's browser, on the same machine."""
    async with TestClient(TestServer(build_app(wiring))) as client:
        yield Browser(client, world)


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """Everything this process logs, as it would on standard error; set back as it was afterwards."""
    for module, hook in (
        (warnings, "showwarning"),
        (sys, "excepthook"),
        (sys, "unraisablehook"),
        (threading, "excepthook"),
    ):
        monkeypatch.setattr(module, hook, getattr(module, hook))
    handlers, level, stream = logging.getLogger().handlers[:], logging.getLogger().level, StringIO()
    configure_logging("DEBUG", stream)
    yield stream
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(level)
    structlog.reset_defaults()
