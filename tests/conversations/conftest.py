"""What more than a thousand replays need to be quick."""

from __future__ import annotations

import logging

import psycopg
import pytest
import structlog
from sqlalchemy import make_url


@pytest.fixture(autouse=True, scope="session")
def quiet_rasa() -> None:
    """Rasa's own debug lines cost half the time of a replay and repeat what patients write."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@pytest.fixture(autouse=True, scope="session")
def careless_server(server: str) -> None:
    """No replay cuts the power: the server need not wait for its disk."""
    with psycopg.connect(make_url(server).set(drivername="postgresql").render_as_string(False), autocommit=True) as db:
        db.execute("alter system set fsync = off")
        db.execute("select pg_reload_conf()")
