"""`previsit up`: the database, the web and the workers on this machine, and a demonstration to look at."""

from __future__ import annotations

import asyncio
import os
import subprocess
import threading
import time
from collections.abc import Mapping
from urllib.error import URLError
from urllib.request import urlopen

from bot.errors import PrevisitError
from integrations.cli import set_up
from integrations.database_metrics import DatabaseFigures
from integrations.metrics import LOOPBACK, serve_metrics
from integrations.observability import configure_logging
from integrations.processes.listening import must_be_free
from integrations.processes.supervisor import Supervisor
from integrations.processes.workers import command, worker_commands
from integrations.settings import Settings, load_settings
from integrations.storage.embedded import stop_embedded
from integrations.wiring import Wiring

READY_WITHIN = 180.0  # seconds; importing Rasa and loading the model take about 20


def run_everything(environ: Mapping[str, str]) -> None:
    """Bring Previsit up and keep it up until Ctrl-C."""
    environ = {"PREVISIT_LOG_LEVEL": "WARNING", **environ}  # so that what is printed for people is not lost among lines
    os.environ.update(environ)
    settings = load_settings(environ)
    configure_logging(settings.log_level)
    must_be_free(settings.web_host, settings.web_port, "web_port")
    must_be_free(LOOPBACK, settings.metrics_port, "metrics_port")
    set_up.say("Database …")
    url = set_up.database(settings)
    if not set_up.model_is_current():
        set_up.say("Training the assistant (a minute or two, once) …")
        subprocess.run(command("train"), check=True)  # noqa: S603 - apart: Rasa would stay in this process
    serve_metrics(settings.metrics_port, DatabaseFigures(url))
    supervisor = Supervisor({"web": command("web"), **worker_commands()})
    threading.Thread(target=_show, args=(settings, url), daemon=True).start()
    try:
        supervisor.run()
    finally:
        if settings.database_url is None:
            stop_embedded(settings.data_dir)


def _show(settings: Settings, url: str) -> None:
    """Wait until everything answers, make the demonstration where there is nothing yet, and say where to go."""
    set_up.say("Starting web and workers …")
    _wait_until_ready(settings.address)
    set_up.say(f"Previsit answers at {settings.address}")
    wiring = Wiring(settings, url)
    try:
        asyncio.run(_demonstrate(wiring, settings))
    except PrevisitError as error:
        set_up.say(f"The demonstration could not be made: {error}")


async def _demonstrate(wiring: Wiring, settings: Settings) -> None:
    from integrations.demonstration.week import make_demonstration, where_to_go

    await make_demonstration(wiring, settings.address)
    set_up.say(await where_to_go(wiring, settings))
    await wiring.close()


def _wait_until_ready(address: str) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline:
        try:
            with urlopen(f"{address}/health/ready", timeout=2) as answer:  # noqa: S310 - our own http address
                if answer.status == 200:
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.3)
    set_up.say("The assistant is still loading; texts are kept and answered as soon as it is there.")
