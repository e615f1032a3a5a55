"""The whole crowd talks to a flow."""

from __future__ import annotations

from collections.abc import Callable

from bot.flow.model import Flow
from bot.ports import Reader
from bot.simulation.bulk import Bulk, ReadOnce
from bot.simulation.crowd import drawn
from bot.simulation.report import Report, report
from bot.simulation.talk import Result, talk
from bot.simulation.visits import visit_drawn

PATIENTS = 1000
Progress = Callable[[int], None]  # how many have talked so far


async def simulate(
    flow: Flow, reader: Reader, *, patients: int = PATIENTS, seed: int = 1, progress: Progress = lambda done: None
) -> Report:
    """Let a crowd talk to a flow. The same seed gives the same report."""
    once, results = ReadOnce(reader), list[Result]()
    for number in range(patients):
        results.append(await result_of(flow, once, number, patients, seed))
        progress(number + 1)
    return report(flow.name, flow.version, seed, results, flow)


async def result_of(flow: Flow, reader: Reader, number: int, of: int, seed: int) -> Result:
    """Let one of the crowd talk; number: from 0, of so many."""
    _, language, _ = drawn(number, of, seed)
    facts, topics = visit_drawn(flow, number, seed)
    return (await talk(Bulk(flow, reader, language, facts, team_topics=topics), number, of, seed)).result
