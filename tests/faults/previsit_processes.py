"""A whole Previsit as processes, to be killed at."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from integrations.processes.workers import command


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Processes:
    """The supervisor of everything, and the pids below it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def pids(self) -> dict[int, str]:
        """Return pid -> command line of everything that runs below the supervisor."""
        parents: dict[int, list[int]] = {}
        lines: dict[int, str] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and (found := _read(entry)) is not None:
                parent, line = found
                parents.setdefault(parent, []).append(int(entry.name))
                lines[int(entry.name)] = line
        wanted, todo = {}, list(parents.get(self._process.pid, []))
        while todo:
            pid = todo.pop()
            wanted[pid] = lines[pid]
            todo += parents.get(pid, [])
        return wanted

    def kill(self, pid: int) -> None:
        os.kill(pid, signal.SIGKILL)


@contextmanager
def running(environ: Mapping[str, str], log: Path) -> Iterator[Processes]:
    """Run web and workers under a supervisor until the block ends; what they print goes to `log`."""
    program = (
        "from integrations.processes.supervisor import Supervisor;"
        "from integrations.processes.workers import command, worker_commands;"
        "Supervisor({'web': command('web'), **worker_commands()}).run()"
    )
    with log.open("ab") as out:
        process = subprocess.Popen([command()[0], "-c", program], env=dict(environ), stdout=out, stderr=out)
        try:
            yield Processes(process)
        finally:
            process.terminate()
            process.wait(30)


def _read(entry: Path) -> tuple[int, str] | None:
    try:
        stat = (entry / "stat").read_text()
        line = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it ended meanwhile
        return None
    return int(stat.rsplit(")", 1)[1].split()[1]), line
