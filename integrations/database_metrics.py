"""Figures about the whole database, told by one process alone at each scrape."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

_FIGURES = {
    "previsit_open_alerts": (
        "Alerts that nobody has acknowledged.",
        "select count(*) from alerts where state = 'open'",
    ),
    "previsit_open_tasks": ("Things a person has to do.", "select count(*) from tasks where state = 'open'"),
    "previsit_oldest_unanswered_seconds": (
        "Age of the oldest message that no turn has taken.",
        "select coalesce(extract(epoch from now() - min(arrived_at)), 0) from messages"
        " where direction = 'in' and processed_at is null and conversation_id is not null",
    ),
    "previsit_texts_waiting": (
        "Texts that are not handed over yet.",
        "select count(*) from messages where direction = 'out' and status in ('waiting', 'on_its_way')",
    ),
    "previsit_deliveries_failed": (
        "Summaries that did not arrive.",
        "select count(*) from deliveries where state = 'failed'",
    ),
}


class DatabaseFigures(Collector):
    """Asks the database at each scrape, in one read-only transaction."""

    def __init__(self, url: str) -> None:
        self._address = url.replace("+psycopg", "", 1)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with psycopg.connect(self._address, connect_timeout=3) as connection:
            connection.read_only = True
            for name, (meaning, query) in _FIGURES.items():
                row = connection.execute(query).fetchone()
                yield GaugeMetricFamily(name, meaning, value=float(row[0] if row else 0))
