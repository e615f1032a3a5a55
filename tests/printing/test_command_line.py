"""Printing from the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.errors import PrevisitError
from integrations.cli.huddle import print_huddle
from integrations.cli.visits import print_summary
from integrations.wiring import Wiring
from tests.printing.reading import text
from tests.world import World

WiringMaker = Callable[[], Wiring]


async def test_a_summary_and_a_day_come_as_pdf(
    world: World, make_wiring: WiringMaker, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    visit = await world.a_visit()

    await print_summary(make_wiring(), visit.visit_id, "pdf", "es")
    assert "Maria Lopez" in text(out := capfdbinary.readouterr().out) and "NO REVISADA" in text(out)

    await print_huddle(make_wiring(), "Maple Street Clinic", visit.starts_at.date().isoformat(), "en")
    assert "Maria Lopez" in text(capfdbinary.readouterr().out)


async def test_an_unknown_clinic_and_a_day_that_is_none_are_named(world: World, make_wiring: WiringMaker) -> None:
    await world.a_clinic()

    with pytest.raises(PrevisitError, match="no clinic 'Oak'. Clinics: Maple Street Clinic"):
        await print_huddle(make_wiring(), "Oak", "", "en")
    with pytest.raises(PrevisitError, match="'soon' is no day"):
        await print_huddle(make_wiring(), "Maple Street Clinic", "soon", "en")
