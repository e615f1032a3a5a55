"""The web process: no Rasa in it."""

from __future__ import annotations

from aiohttp import web

from integrations.observability import configure_logging
from integrations.web.app import build_app
from integrations.wiring import Wiring


def run_web(wiring: Wiring) -> None:
    """Serve until SIGTERM."""
    configure_logging(wiring.settings.log_level)
    given = wiring.settings
    web.run_app(
        build_app(wiring), host=given.web_host, port=given.web_port, print=None, access_log=None, handle_signals=True
    )
