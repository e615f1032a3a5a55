"""How long `previsit up` takes from the second time on, until everything answers."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from urllib.error import URLError
from urllib.request import urlopen

from bench.figures import show
from integrations.processes.workers import command

LIMIT_SECONDS, PATIENCE = 45.0, 180.0
PORT = 18471


def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/data"
        _up(data, until="/health/ready")
        show("second_start_first_page", _up(data, until="/health/live"), "s", LIMIT_SECONDS)
        show("second_start_everything_ready", _up(data, until="/health/ready"), "s", LIMIT_SECONDS)


def _up(data: str, until: str) -> float:
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
        return time.monotonic() - started
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _answers(path: str) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=2) as answer:
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False
