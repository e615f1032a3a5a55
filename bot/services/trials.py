"""Letting a crowd talk to a flow, a few patients at a time, so that real ones never wait for made-up ones."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from uuid import UUID, uuid4

from bot.errors import PrevisitError
from bot.flow.library import parse_flow
from bot.ports import Clock, Reader, UnitOfWork
from bot.services.flow_drafts import content_of
from bot.simulation.simulate import result_of
from bot.simulation.trial import LANES, Told, Trial, next_numbers

MOST = 1000
SEED = 1
JOB = "try_on_crowd"


class NoSuchCrowd(PrevisitError):
    """A crowd of nobody, or of more than the machine should be kept busy with."""

    def __init__(self) -> None:
        super().__init__(f"A crowd has 1 to {MOST} patients. Choose a number from the list.")


async def begin(clinic_id: UUID, name: str, patients: int, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Let a crowd talk to the open draft and to what visits get, or to that alone; the trial before it ends.

    Raises FlowError for a draft that cannot be walked through.
    """
    if not 1 <= patients <= MOST:
        raise NoSuchCrowd
    async with uow:
        now, draft = await content_of(clinic_id, name, uow), await uow.drafts.find(clinic_id, name)
        content, revision = (draft.content, draft.revision) if draft else (now, 0)
        parse_flow(content, f"{name}.yml")
        base = None if content == now else now
        trial = Trial(uuid4(), clinic_id, name, content, base, revision, patients, SEED, by, clock.now())
        await _end_the_last(clinic_id, name, uow)
        await uow.trials.add(trial)
        for lane in range(LANES):
            await uow.jobs.defer(JOB, trial_id=str(trial.id), lane=lane)
        await uow.commit()


async def go_on(trial_id: UUID, lane: int, reader: Reader, unit_of_work: Callable[[], UnitOfWork]) -> bool:
    """Let the next few of a lane talk; return whether others are left. Repeating it is harmless."""
    async with unit_of_work() as uow:
        trial = await uow.trials.get(trial_id)
        numbers = next_numbers(trial, lane, await uow.trials.talked(trial_id))
    told = [one for number in numbers for one in await _talks(trial, number, reader)]
    async with unit_of_work() as uow:
        await uow.trials.tell(trial_id, told)
        await uow.commit()
    return bool(numbers)


async def stop(clinic_id: UUID, name: str, *, uow: UnitOfWork) -> None:
    """Let nobody else talk; what the others said stays."""
    async with uow:
        await _end_the_last(clinic_id, name, uow)
        await uow.commit()


async def fail(trial_id: UUID, *, uow: UnitOfWork) -> None:
    async with uow:
        await uow.trials.end(trial_id, "failed")
        await uow.commit()


async def _end_the_last(clinic_id: UUID, name: str, uow: UnitOfWork) -> None:
    last = await uow.trials.last(clinic_id, name)
    if last is not None and last.ended is None:
        await uow.trials.end(last.id, "stopped")


async def _talks(trial: Trial, number: int, reader: Reader) -> list[Told]:
    told = []
    for place, content in enumerate(trial.files):
        flow = parse_flow(content, f"{trial.name}.yml")
        told.append(Told(place, number, await result_of(flow, reader, number, trial.patients, trial.seed)))
        await asyncio.sleep(0)  # so that the worker can say that it lives
    return told
