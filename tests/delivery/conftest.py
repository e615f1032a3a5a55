"""A FHIR server on loopback for the session, and a way to it."""

from __future__ import annotations

import ipaddress
from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from aiohttp import ClientSession

from bot.connections import Fhir
from integrations.delivery.addresses import guarded_session
from integrations.delivery.fhir import FhirServer
from integrations.delivery.fhir.login import Logins
from tests.doubles.fhir import FhirDouble, running

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


@pytest_asyncio.fixture(scope="session")
async def fhir_server() -> AsyncIterator[FhirDouble]:
    async with running() as double:
        yield double


@pytest_asyncio.fixture
async def fhir(fhir_server: FhirDouble) -> FhirDouble:
    """The server without anything in it."""
    await fhir_server.clear()
    return fhir_server


@pytest_asyncio.fixture
async def http() -> AsyncIterator[ClientSession]:
    async with guarded_session(LOOPBACK) as session:
        yield session


@pytest_asyncio.fixture
async def way(fhir: FhirDouble, http: ClientSession) -> FhirServer:
    return way_to(http, fhir.base)


def way_to(http: ClientSession, base: str, **how: Any) -> FhirServer:
    """how: settings of the connection."""
    connection = Fhir(url=base, **how)
    return FhirServer(http, connection, Logins(http).to(connection))
