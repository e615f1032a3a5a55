"""Is this process alive, and can it work?"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from integrations.storage.migrate import is_current
from integrations.storage.processes import alive
from integrations.web.keys import WIRING

log = structlog.get_logger(__name__)


async def get_live(request: web.Request) -> web.Response:
    return web.json_response({"status": "alive"})


async def get_ready(request: web.Request) -> web.Response:
    """Answer 200 when the database answers in the schema of this version, and name the processes that work on it."""
    report = await _report(request.app)
    ready = report["database"] and report["migrations"] == "current"
    return web.json_response({"status": "ready" if ready else "not ready", **report}, status=200 if ready else 503)


async def _report(app: web.Application) -> dict[str, Any]:
    engine = app[WIRING].engine
    try:
        async with engine.connect() as connection:
            current = await connection.run_sync(is_current)
        processes = [_process(row) for row in await alive(engine)] if current else []
    except (SQLAlchemyError, OSError) as error:
        log.error("not_ready", error=type(error).__name__)
        return {"database": False, "migrations": "unknown", "processes": []}
    return {"database": True, "migrations": "current" if current else "missing", "processes": processes}


def _process(row: Any) -> dict[str, Any]:
    silent = datetime.now(timezone.utc) - row["seen_at"]
    return {
        "name": row["name"],
        "kind": row["kind"],
        "version": row["version"],
        "silent_for": round(silent.total_seconds(), 1),
    }
