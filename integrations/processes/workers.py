"""The worker processes by kind: texts and alerts go out although the assistant is down."""

from __future__ import annotations

import sys

from bot.errors import PrevisitError
from integrations.cli import set_up
from integrations.observability import configure_logging
from integrations.processes.supervisor import Supervisor
from integrations.processes.worker import run

KINDS = ("turns", "messenger", "courier")


class UnknownKind(PrevisitError):
    """No worker is of this kind."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"There is no worker {kind!r}. Kinds: all, {', '.join(KINDS)}.")


def command(*words: str) -> list[str]:
    """Return the command line of another Previsit process."""
    return [sys.executable, "-c", "from integrations.cli import main; main()", *words]


def worker_commands() -> dict[str, list[str]]:
    return {kind: command("worker", "--kind", kind) for kind in KINDS}


def run_workers(kind: str) -> None:
    """Run one kind of worker here, or all kinds as processes of their own."""
    if kind not in ("all", *KINDS):
        raise UnknownKind(kind)
    settings = set_up.settings_here()
    configure_logging(settings.log_level)
    if kind == "all":
        set_up.database(settings)
        Supervisor(worker_commands()).run()
    elif kind == "turns":
        from integrations.processes.turns import run_turn_processes

        run_turn_processes(settings, set_up.database(settings), set_up.MODELS)
    else:
        run(set_up.wiring_here(), kind)
