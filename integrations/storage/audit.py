"""Who did what to which object, and which processes are alive."""

from __future__ import annotations

from datetime import datetime

from integrations.storage.session import Repository
from integrations.storage.tables import audit


class SqlAudit(Repository):
    async def note(self, by: str, action: str, object: str, at: datetime) -> None:
        await self._insert(audit, by=by, action=action, object=object, at=at)
