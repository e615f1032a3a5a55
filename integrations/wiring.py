"""Everything a process works with, built once from its settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

import aiohttp
import structlog
from procrastinate import App
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.connections import Fhir
from bot.errors import PrevisitError
from bot.flow.expect.commands import is_command
from bot.ports import Clock, Inbox, MessageSender, TakesTurns, Wayout
from bot.services.alerts import Pager
from bot.simulation.bulk import ReadOnce
from integrations.delivery.addresses import guarded_session
from integrations.delivery.connecting import way_to
from integrations.delivery.fhir import FhirServer
from integrations.delivery.fhir.client import OF_INSTALLATION
from integrations.delivery.fhir.login import Logins
from integrations.delivery.file import FileDrop
from integrations.jobs.tasks import jobs_app
from integrations.paging import DutyPager
from integrations.settings import Settings
from integrations.sms.console import ConsoleSender
from integrations.sms.inbox import TwilioInbox
from integrations.sms.twilio import TwilioSender
from integrations.storage.encryption import Vault
from integrations.storage.unit_of_work import SqlUnitOfWork, database_engine


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(timezone.utc)


@dataclass
class Wiring:
    """What a process is made of; `assistant` only where Rasa is loaded."""

    settings: Settings
    database_url: str
    clock: Clock = field(default_factory=SystemClock)
    pool_size: int = 5
    assistant: TakesTurns | None = None
    is_command: Callable[[str], bool] = is_command

    @cached_property
    def engine(self) -> AsyncEngine:
        return database_engine(self.database_url, pool_size=self.pool_size)

    @cached_property
    def vault(self) -> Vault:
        self.settings.needs("secret_keys")
        return Vault(self.settings.secret_keys)

    @cached_property
    def jobs(self) -> App:
        return jobs_app(self.database_url.replace("+psycopg", "", 1))

    @property
    def loaded_assistant(self) -> TakesTurns:
        if self.assistant is None:
            raise PrevisitError("This process has no assistant. Turns are taken by `previsit worker --kind turns`.")
        return self.assistant

    @cached_property
    def reader(self) -> ReadOnce:
        return ReadOnce(self.loaded_assistant)

    @cached_property
    def log(self) -> Any:
        return structlog.get_logger()

    @cached_property
    def http(self) -> aiohttp.ClientSession:
        given = self.settings
        return guarded_session(given.allowed_networks, trusted=(given.twilio_api_url, given.fhir_url))

    @cached_property
    def sender(self) -> MessageSender:
        given = self.settings
        if given.twilio_account_sid is None:
            return ConsoleSender(_terminal())
        return TwilioSender(
            self.http,
            account_sid=given.twilio_account_sid,
            auth_token=given.twilio_auth_tokens[0],
            sender=str(given.twilio_from),
            api_url=given.twilio_api_url,
            status_callback=f"{given.address}/sms/status",
        )

    @cached_property
    def inbox(self) -> Inbox | None:
        """What the provider of texts can be asked; None where there is none."""
        return TwilioInbox(self.sender) if isinstance(self.sender, TwilioSender) else None

    @cached_property
    def pager(self) -> Pager:
        return DutyPager(self.sender, self.settings.smtp_url)

    @cached_property
    def logins(self) -> Logins:
        return Logins(self.http)

    async def ways_of(self, clinic_id: UUID) -> Mapping[str, Wayout]:
        """Return the ways out of this installation, and to the clinic's own receivers, by name."""
        async with self.unit_of_work() as uow:
            connected = await uow.connections.of_clinic(clinic_id)
        own = [way_to(one.connection, self.settings, self.http, self.logins) for one in connected.values()]
        return {way.name: way for way in (*self._ways_of_all, *own)}

    @cached_property
    def _ways_of_all(self) -> list[Wayout]:
        given = self.settings
        ways: list[Wayout] = [FileDrop(given.summary_dir or given.data_dir / "summaries")]
        if given.fhir_url is not None:
            how = Fhir(url=given.fhir_url, token=given.fhir_token or "")
            ways.append(FhirServer(self.http, how, self.logins.to(how), named=OF_INSTALLATION))
        return ways

    def unit_of_work(self) -> SqlUnitOfWork:
        return SqlUnitOfWork(self.engine, self.vault, self.jobs)

    async def defer(self, task: str, **how: Any) -> None:
        """Queue a job by itself."""
        async with self.unit_of_work() as uow:
            await uow.jobs.defer(task, **how)
            await uow.commit()

    async def close(self) -> None:
        """Let go of what was opened."""
        if "http" in self.__dict__:
            await self.http.close()
        if "engine" in self.__dict__:
            await self.engine.dispose()


def _terminal() -> TextIO:
    """Return the terminal; where there is none the texts are shown nowhere, for a log must not hold them."""
    return sys.stdout if sys.stdout.isatty() else Path(os.devnull).open("w")
