"""Keeping processes alive: each is started, started again when it dies, and ended with its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog

PR_SET_PDEATHSIG = 1
FIRST_WAIT, LONGEST_WAIT = 0.2, 10.0  # seconds between restarts of a process that dies at once
SETTLED = 30.0  # seconds after which a process counts as having started well
GRACE = 10.0


def die_with_parent(parent: int) -> None:
    """Make the kernel end this process when its parent ends (Linux); call it first in a child."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # the parent was gone before the call
        os._exit(1)


@dataclass
class _Kept:
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = FIRST_WAIT
    again_at: float = field(default=0.0)


class Supervisor:
    """Runs named commands until it is told to stop."""

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self._kept = {name: _Kept(command) for name, command in commands.items()}
        self._stopping = False
        self._log = structlog.get_logger()

    def run(self) -> None:
        """Start everything and stay until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop())
        while not self._stopping:
            for name, kept in self._kept.items():
                self._look_after(name, kept)
            time.sleep(0.1)
        self._end_all()

    def stop(self) -> None:
        self._stopping = True

    def _look_after(self, name: str, kept: _Kept) -> None:
        now = time.monotonic()
        if kept.process is not None and kept.process.poll() is None:
            if now - kept.started > SETTLED:
                kept.wait = FIRST_WAIT
            return
        if kept.process is not None:
            self._log.warning("process_ended", process=name, code=kept.process.returncode, again_in=kept.wait)
            kept.process, kept.again_at = None, now + kept.wait
            kept.wait = min(kept.wait * 2, LONGEST_WAIT)
        elif now >= kept.again_at:
            parent = os.getpid()
            # A session of its own keeps a terminal's Ctrl-C from reaching the children before we end them in order.
            kept.process = subprocess.Popen(  # noqa: S603 - our own command
                kept.command, preexec_fn=lambda: die_with_parent(parent), start_new_session=True
            )
            kept.started = now

    def _end_all(self) -> None:
        running = [kept.process for kept in self._kept.values() if kept.process is not None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
