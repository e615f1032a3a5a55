"""What is counted, each figure declared once. Labels come from closed vocabularies: never a patient's word, name or number.

Processes share their figures through files (prometheus-client's multiprocess mode), and one of them serves the sum.
The library chooses that mode when it is first imported, so `share_metrics` comes before this module is.
"""

from __future__ import annotations

from http.server import HTTPServer

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

LOOPBACK = "127.0.0.1"
TURN_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

messages_in = Counter("previsit_messages_in", "Messages received and stored.", ["channel"])
messages_out = Counter("previsit_messages_out", "Messages handed to a provider, or not.", ["channel", "outcome"])
turns = Counter("previsit_turns", "Turns of conversations.", ["outcome"])
turn_seconds = Histogram("previsit_turn_seconds", "From taking a turn to its commit.", buckets=TURN_BUCKETS)
alerts = Counter("previsit_alerts", "Alerts raised for staff.", ["tier"])
deliveries = Counter("previsit_deliveries", "Tries to deliver a summary.", ["way", "outcome"])
request_seconds = Histogram("previsit_request_seconds", "HTTP requests.", ["route", "status"], buckets=TURN_BUCKETS)


def serve_metrics(port: int, *collectors: Collector) -> HTTPServer:
    """Serve the sum over all processes on the loopback interface, in a thread; `shutdown()` ends it.

    collectors: what one process alone can tell, such as figures about the whole database.
    """
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    for collector in collectors:
        registry.register(collector)
    server, _ = start_http_server(port, addr=LOOPBACK, registry=registry)
    return server
