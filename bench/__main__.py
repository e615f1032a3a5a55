"""`make bench`."""

from __future__ import annotations

import asyncio
import os

import skops.io  # noqa: F401 - before Rasa, see integrations/processes/turns.py

from bench import safety, simulation, start, turns, understanding, webhook
from integrations.observability import configure_logging


def main() -> None:
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    configure_logging("ERROR")
    safety.measure()
    asyncio.run(understanding.measure())
    asyncio.run(webhook.measure())
    asyncio.run(turns.measure())
    simulation.measure()
    start.measure()


main()
