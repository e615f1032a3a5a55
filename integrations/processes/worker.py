"""A worker process: takes jobs of its queues, and takes up again what a dead worker left."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timezone

import structlog

from integrations import __version__
from integrations.jobs.tasks import CARE, DELIVERIES, SENDS, TURNS
from integrations.storage.processes import note_alive
from integrations.wiring import Wiring

QUEUES_OF = {"turns": (TURNS,), "messenger": (SENDS,), "courier": (CARE, DELIVERIES)}
AT_ONCE = {"turns": 1, "messenger": 8, "courier": 4}  # a turn is CPU: more of them want more processes
HEARTBEAT = 0.5
STALLED_AFTER = 2.0  # seconds without a heartbeat; well above the longest turn, which holds the loop
POLL = 0.25  # seconds; jobs that are due at a time are found by looking, the others by NOTIFY


async def work(wiring: Wiring, kind: str) -> None:
    """Take jobs until SIGTERM; a job in hand is finished first."""
    async with wiring.jobs.open_async():
        helper = asyncio.create_task(_stay_known(wiring, kind))
        try:
            await wiring.jobs.run_worker_async(
                queues=list(QUEUES_OF[kind]),  # a tuple would be a composite value to psycopg
                name=f"{kind}-{os.getpid()}",
                concurrency=AT_ONCE[kind],
                fetch_job_polling_interval=POLL,
                update_heartbeat_interval=HEARTBEAT,
                stalled_worker_timeout=30.0,
                delete_jobs="successful",
                additional_context={"wiring": wiring},
                shutdown_graceful_timeout=10.0,
            )
        finally:
            helper.cancel()
            with suppress(asyncio.CancelledError):
                await helper
            await wiring.close()


async def _stay_known(wiring: Wiring, kind: str) -> None:
    """Say that this process lives, and hand out again what a dead one was doing. Outlives a lost database."""
    log, started = structlog.get_logger(), datetime.now(timezone.utc)
    while True:
        try:
            await note_alive(wiring.engine, f"{kind}-{os.getpid()}", kind, __version__, started)
            await _take_up_stalled(wiring, QUEUES_OF[kind])
        except Exception as error:
            log.warning("worker_cannot_reach_database", process=kind, error=type(error).__name__)
        await asyncio.sleep(HEARTBEAT)


async def _take_up_stalled(wiring: Wiring, queues: Sequence[str]) -> None:
    for queue in queues:
        stalled = await wiring.jobs.job_manager.get_stalled_jobs(queue=queue, seconds_since_heartbeat=STALLED_AFTER)
        for job in stalled:
            # A false alarm costs a job that finds nothing to do: rows are locked and looked at again.
            await wiring.jobs.job_manager.retry_job(job)


def run(wiring: Wiring, kind: str) -> None:
    """Run one worker in this process."""
    asyncio.run(work(wiring, kind))
