"""Releasing a summary, and holding it back before it leaves."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from bot.agenda.events import SignedOff, SignOffUndone
from bot.agenda.fold import agenda_of
from bot.agenda.model import Agenda
from bot.errors import PrevisitError
from bot.ports import Clock, UnitOfWork
from bot.records import Clinic, Delivery, Visit
from bot.services.delivery import hold_back, prepare_deliveries, try_again

UNDO_WITHIN = timedelta(seconds=60)


class EditedMeanwhile(PrevisitError):
    """The agenda is no longer the one that was read."""

    def __init__(self) -> None:
        super().__init__(
            "Something was added or changed while you were reading, so nothing was signed off. "
            "Read the list again, then sign off what it says now."
        )


class NothingToSignOff(PrevisitError):
    """There is nothing on the agenda, or no visit to prepare any more."""


class TooLateToUndo(PrevisitError):
    """The summary has left, or is about to."""

    def __init__(self) -> None:
        super().__init__(
            "The summary has left already and cannot be held back. Change what is wrong and sign off again: "
            "the team then gets the new one, marked as a change."
        )


async def sign_off(visit_id: UUID, *, revision: int, by: str, uow: UnitOfWork, clock: Clock) -> int:
    """Release what the coordinator has read, and return the summary's version; it leaves after UNDO_WITHIN.

    revision: events of the agenda when it was read. Raises EditedMeanwhile, NothingToSignOff or UntraceableLine.
    """
    async with uow:
        visit = await uow.visits.lock(visit_id)  # as a turn does: no word can come in between
        history = await uow.agendas.history(visit_id)
        if len(history) == revision + 1 and isinstance(history[-1].event, SignedOff):
            return visit.summary_version  # the same list, signed off a moment ago: a button pressed twice
        if len(history) != revision:
            raise EditedMeanwhile
        _check(visit, agenda_of(history), await uow.clinics.get(visit.clinic_id))
        now = clock.now()
        await uow.agendas.append(visit_id, [SignedOff()], at=now, by=by)
        await uow.visits.update(visit_id, signed_off_at=now, failed_at=None)
        version = await prepare_deliveries(visit_id, uow, clock, now + UNDO_WITHIN)
        await uow.audit.note(by, "visit.sign_off", f"visit:{visit_id}", now)
        await uow.commit()
    return version


async def undo_sign_off(visit_id: UUID, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Hold the last signed-off summary back as long as none of it has left, or raise TooLateToUndo."""
    async with uow:
        signed_off = (await uow.visits.lock(visit_id)).signed_off_at is not None
        if not signed_off or not await hold_back(visit_id, uow, clock):
            raise TooLateToUndo
        await uow.agendas.append(visit_id, [SignOffUndone()], at=clock.now(), by=by)
        await uow.visits.update(visit_id, signed_off_at=None)
        await uow.audit.note(by, "visit.undo_sign_off", f"visit:{visit_id}", clock.now())
        await uow.commit()


def says_something(agenda: Agenda) -> bool:
    """Whether there is anything on the agenda that the team could read."""
    promises = [made for made in agenda.commitments if not made.withdrawn]
    return bool(agenda.current or agenda.topics or agenda.answers or agenda.requests or promises)


def can_undo(delivery: Delivery, clock: Clock) -> bool:
    return delivery.state == "waiting" and delivery.attempts == 0 and clock.now() < delivery.not_before


def _check(visit: Visit, agenda: Agenda, clinic: Clinic) -> None:
    if visit.status == "cancelled":
        raise NothingToSignOff("This visit was cancelled. Nothing is sent for it.")
    if not says_something(agenda):
        raise NothingToSignOff("There is nothing on the list yet. Add a topic, or wait for the patient.")
    if not clinic.settings.ways_out:
        raise NothingToSignOff("The clinic has no way out for summaries. An admin chooses one on the set-up page.")


async def send_again(delivery_id: UUID, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Try a delivery that has failed once more, after its cause was mended."""
    async with uow:
        await try_again(delivery_id, uow, clock)
        await uow.audit.note(by, "delivery.try_again", f"delivery:{delivery_id}", clock.now())
        await uow.commit()
