"""The turn processes: one process imports Rasa and loads the model once, and the workers are forked from it.

A forked worker is ready in a tenth of a second and shares the loaded pages. Nothing that does not survive a fork may
exist before it: no event loop, no thread, no connection (docs/adr/0005-rasa-embedded.md).
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import time
import warnings
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import skops.io  # noqa: F401 - first: it looks into every loaded module, and with Rasa loaded before it takes 6 s
import structlog

from bot.agenda.model import Agenda
from bot.engine.assistant import Assistant
from bot.engine.turn import Turn
from bot.flow.library import load_flow
from bot.flow.model import new_session
from bot.flow.reply import Piece
from integrations.processes.supervisor import die_with_parent
from integrations.processes.worker import run
from integrations.settings import Settings
from integrations.wiring import Wiring

WARM_UP = ("yes", "my knee hurts when I climb stairs", "done")
DIES_AT_ONCE = 1.0  # seconds


def run_turn_processes(settings: Settings, database_url: str, models: Path) -> None:
    """Load the assistant, fork the workers, and fork again whichever ends."""
    warnings.simplefilter("ignore")  # of the libraries that Rasa pins
    assistant = Assistant.load(models)
    asyncio.run(warm_up(assistant))
    gc.collect()
    gc.freeze()  # so that the collector does not touch, and thereby copy, the shared pages
    _keep_children(lambda: _child(settings, database_url, assistant), settings.turn_processes)


async def warm_up(assistant: Assistant) -> None:
    """Take a few turns that nobody sees, so that nothing is left to be done at the first real one."""
    flow = load_flow("adult_follow_up")
    turn = Turn(flow, new_session(flow), Agenda(), "en", datetime.now(timezone.utc), known={"clinic": "", "phone": ""})
    tracker: bytes | None = None
    for number, text in enumerate(WARM_UP):
        turn.read([Piece(number, text)])
        tracker = await assistant.take(turn, "warm-up", tracker)


def _child(settings: Settings, database_url: str, assistant: Assistant) -> None:
    run(Wiring(settings, database_url, pool_size=2, assistant=assistant), "turns")


def _keep_children(child: Callable[[], None], count: int) -> None:
    log, stopping = structlog.get_logger(), False
    children: dict[int, float] = {}

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for pid in children:
            os.kill(pid, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping or children:
        while len(children) < count and not stopping:
            children[_fork(child)] = time.monotonic()
        try:
            pid, status = os.wait()
        except (InterruptedError, ChildProcessError):
            continue
        lived = time.monotonic() - children.pop(pid, 0.0)
        if not stopping:
            log.warning("turn_process_ended", status=status, lived=round(lived, 1))
            time.sleep(0.5 if lived < DIES_AT_ONCE else 0)


def _fork(child: Callable[[], None]) -> int:
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        die_with_parent(parent)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        child()
        code = 0
    except BaseException:
        structlog.get_logger().exception("turn_process_failed")
    finally:
        os._exit(code)
