"""What the assistant understands on the development set must not fall behind: bars a little below what was measured."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bench.evaluate import concerns, labels, material
from bench.evaluate.figures import Figure

if TYPE_CHECKING:  # importing Rasa takes its time
    from bot.engine.assistant import Assistant

# table, figure, and the bar for English and Spanish.
AT_LEAST = (
    (concerns.FOUND, "relaxed F1", 0.80, 0.80),
    (concerns.FOUND, "exact F1", 0.52, 0.50),
    (concerns.UNDERSTOOD, "category right", 0.80, 0.82),
    (concerns.UNDERSTOOD, "person right", 0.86, 0.90),
    (labels.NOTICES, "noticed, hard", 0.80, 0.84),
    (labels.OPT_OUTS, "recall, free", 0.50, 0.60),
    (labels.OPT_OUTS, "precision", 0.90, 0.90),
    (labels.SCOPE, "macro-F1", 0.77, 0.75),
)
AT_MOST = (
    (concerns.UNDERSTOOD, "denied shown as current", 0.10, 0.12),
    (concerns.UNDERSTOOD, "current shown as denied", 0.09, 0.12),
    (labels.NOTICES, "false alarm, look-alike", 0.16, 0.24),
    (labels.NOTICES, "false alarm, everyday", 0.03, 0.07),
)


@pytest.fixture(scope="module")
def measured(assistant: Assistant) -> dict[tuple[str, str, str], float]:
    from bench.evaluate.asking import answered  # which imports Rasa

    figures: tuple[Figure, ...] = asyncio.run(answered(assistant, material.DEVELOPMENT)).figures()
    return {(one.table, one.row, one.name): one.value for one in figures}


@pytest.mark.parametrize(("table", "name", "english", "spanish"), AT_LEAST)
def test_it_understands_at_least(
    measured: dict[tuple[str, str, str], float], table: str, name: str, english: float, spanish: float
):
    assert measured[table, "en", name] >= english
    assert measured[table, "es", name] >= spanish


@pytest.mark.parametrize(("table", "name", "english", "spanish"), AT_MOST)
def test_it_errs_at_most(
    measured: dict[tuple[str, str, str], float], table: str, name: str, english: float, spanish: float
):
    assert measured[table, "en", name] <= english
    assert measured[table, "es", name] <= spanish
