"""What more than a thousand replays need to be quick."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True, scope="package")
def quiet_rasa() -> Iterator[None]:
    """Rasa's own debug lines cost half the time of a replay and repeat what patients write."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    yield
    structlog.configure(**before)
