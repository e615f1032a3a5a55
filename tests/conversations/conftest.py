"""What more than a thousand replays need to be quick."""

from __future__ import annotations

import logging

import pytest
import structlog


@pytest.fixture(autouse=True, scope="session")
def quiet_rasa() -> None:
    """Rasa's own debug lines cost half the time of a replay and repeat what patients write."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
