"""The made-up crowd in several processes: they are forked from one that has loaded the assistant."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from bot.flow.model import Flow
from bot.ports import Reader
from bot.simulation.bulk import ReadOnce
from bot.simulation.report import Report, report
from bot.simulation.simulate import result_of
from bot.simulation.talk import Result

_AT_ONCE = 5  # patients that a process takes before it hands back their results
Progress = Callable[[int], None]  # of one more patient: which of the flows


@dataclass(frozen=True)
class _Crowd:
    flows: Sequence[Flow]
    reader: Reader
    patients: int
    seed: int

    def result(self, place: int) -> Result:
        flow, number = divmod(place, self.patients)
        return asyncio.run(result_of(self.flows[flow], self.reader, number, self.patients, self.seed))


_here: list[_Crowd] = []  # of a forked process: inherited, never pickled


def simulate_in_processes(
    flows: Sequence[Flow], reader: Reader, *, patients: int, seed: int, progress: Progress
) -> list[Report]:
    """Let a crowd talk to each of the flows. The same seed gives the same reports, whatever the number of processes."""
    results = list(_results(_Crowd(flows, ReadOnce(reader), patients, seed), progress))
    by_flow = [results[at : at + patients] for at in range(0, len(results), patients)]
    return [report(flow.name, flow.version, seed, some, flow) for flow, some in zip(flows, by_flow, strict=True)]


def _results(crowd: _Crowd, progress: Progress) -> Iterator[Result]:
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count(), forked, initializer=_here.append, initargs=(crowd,)) as pool:
        places = range(len(crowd.flows) * crowd.patients)
        for place, result in enumerate(pool.map(_result, places, chunksize=_AT_ONCE)):
            progress(place // crowd.patients)
            yield result


def _result(place: int) -> Result:
    return _here[0].result(place)
