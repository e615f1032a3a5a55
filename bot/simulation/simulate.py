"""The whole crowd talks to a flow."""

from __future__ import annotations

from collections.abc import Callable

from bot.flow.model import Flow
from bot.simulation.bulk import Bulk, Reader, ReadOnce
from bot.simulation.crowd import drawn
from bot.simulation.report import Report, report
from bot.simulation.talk import talk

PATIENTS = 1000
Progress = Callable[[int], None]  # how many have talked so far


async def simulate(
    flow: Flow, reader: Reader, *, patients: int = PATIENTS, seed: int = 1, progress: Progress = lambda done: None
) -> Report:
    """Let a crowd talk to a flow. The same seed gives the same report."""
    once, talks = ReadOnce(reader), []
    for number in range(patients):
        _, language, _ = drawn(number, patients, seed)
        talks.append(await talk(Bulk(flow, once, language), number, patients, seed))
        progress(number + 1)
    return report(flow.name, flow.version, seed, talks)
