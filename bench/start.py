"""How long `previsit up` takes from the second time on, until everything answers."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.figures import show
from integrations.processes.workers import command

LIMIT_SECONDS, PATIENCE = 45.0, 180.0
WEB_LIMIT_MB = 150.0
PORT = 18471


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/data"
        _up(data, until="/health/ready")
        show("second_start_first_page", _up(data, until="/health/live"), "s", LIMIT_SECONDS)
        show(
            "second_start_everything_ready", _up(data, until="/health/ready", then=_show_web_memory), "s", LIMIT_SECONDS
        )


def _up(data: str, until: str, then: Callable[[int], None] = lambda pid: None) -> float:
    """then: what to look at while everything runs, with the id of the process that started it all."""
    environ = os.environ | {
        "PREVISIT_DATA_DIR": data,
        "PREVISIT_WEB_PORT": str(PORT),
        "PREVISIT_METRICS_PORT": str(PORT + 1),
    }
    started = time.monotonic()
    process = subprocess.Popen(command("up"), env=environ, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        while not _answers(until):
            if time.monotonic() - started > PATIENCE or process.poll() is not None:
                raise RuntimeError("previsit up did not get ready.")
            time.sleep(0.1)
        took = time.monotonic() - started
        then(process.pid)
        return took
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _show_web_memory(parent: int) -> None:
    """Show the memory of the process that takes in messages: rules only, no model and no Rasa."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    (web,) = (pid for pid in children if b"web" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0"))
    status = Path(f"/proc/{web}/status").read_text(encoding="ascii")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
    show("web_process_memory", kilobytes / 1024, "MB", WEB_LIMIT_MB)


def _answers(path: str) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
