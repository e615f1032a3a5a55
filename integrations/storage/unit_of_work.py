"""One block is one transaction."""

from __future__ import annotations

from types import TracebackType

from procrastinate import App
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction, create_async_engine

from integrations.storage.agendas import SqlAgendas
from integrations.storage.alerts import SqlAlerts, SqlTasks
from integrations.storage.audit import SqlAudit
from integrations.storage.clinics import SqlClinics, SqlStaff
from integrations.storage.connections import SqlConnections
from integrations.storage.conversations import SqlConversations
from integrations.storage.deliveries import SqlDeliveries
from integrations.storage.drafts import SqlDrafts
from integrations.storage.encryption import Vault
from integrations.storage.jobs import SqlJobs
from integrations.storage.links import SqlChatLinks
from integrations.storage.messages import SqlMessages
from integrations.storage.numbers import SqlNumbers
from integrations.storage.previews import SqlPreviews
from integrations.storage.releases import SqlReleases
from integrations.storage.trials import SqlTrials
from integrations.storage.visits import SqlVisits


def database_engine(url: str, *, pool_size: int = 5) -> AsyncEngine:
    """Open a pool on a `postgresql+psycopg://` URL; a connection that a restart of the database has closed is replaced."""
    return create_async_engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True)


class SqlUnitOfWork:
    """Gives the repositories of one transaction; what commit() did not keep is undone on leaving the block."""

    def __init__(self, engine: AsyncEngine, vault: Vault, jobs: App) -> None:
        self._engine, self._vault, self._app = engine, vault, jobs

    async def __aenter__(self) -> SqlUnitOfWork:
        self._connection: AsyncConnection = await self._engine.connect()
        self._transaction: AsyncTransaction = await self._connection.begin()
        given = (self._connection, self._vault)
        self.clinics, self.staff = SqlClinics(*given), SqlStaff(*given)
        self.connections = SqlConnections(*given)
        self.releases, self.drafts = SqlReleases(*given), SqlDrafts(*given)
        self.trials, self.previews = SqlTrials(*given), SqlPreviews(*given)
        self.numbers, self.visits = SqlNumbers(*given), SqlVisits(*given)
        self.messages, self.conversations = SqlMessages(*given), SqlConversations(*given, self.visits)
        self.agendas, self.deliveries = SqlAgendas(*given, self.visits), SqlDeliveries(*given, self.visits)
        self.alerts, self.tasks = SqlAlerts(*given), SqlTasks(*given)
        self.links, self.audit = SqlChatLinks(*given), SqlAudit(*given)
        self.jobs = SqlJobs(self._connection, self._app)
        return self

    async def commit(self) -> None:
        await self._transaction.commit()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._transaction.is_active:
            await self._transaction.rollback()
        await self._connection.close()
