"""Taking in visits from the scheduling system: all of a file or nothing, and again without effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from bot.flow.drafting.release import Release, release_for
from bot.flow.library import flows
from bot.flow.model import new_session
from bot.ports import Clock, UnitOfWork
from bot.records import Clinic, Conversation, Visit
from bot.services.flow_releases import pinned_flow
from bot.services.visit_changes import change, differs, facts, record_consent
from bot.services.visit_rows import BadRow, VisitRow, refused


@dataclass(frozen=True)
class ImportResult:
    """How many visits of the file were new, changed, the same as before, or newly cancelled."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    cancelled: int = 0


async def import_visits(
    rows: Sequence[VisitRow], uow: UnitOfWork, clock: Clock, *, bad: Sequence[BadRow] = ()
) -> ImportResult:
    """Store every row, or raise ImportRefused with every bad one: those found by the reader and those found here."""
    async with uow:
        clinics = {clinic.name.casefold(): clinic for clinic in await uow.clinics.all()}
        known = {row.visit_id: await uow.visits.called(row.visit_id) for row in rows}
        wrong = [*bad, *_of_no_clinic(rows, clinics), *_of_another_clinic(rows, clinics, known)]
        wrong += await _of_no_flow(rows, clinics, uow)
        if wrong:
            raise refused(wrong)
        done = Counter([await _take(row, clinics[row.clinic.casefold()], known, uow, clock.now()) for row in rows])
        await uow.commit()
    return ImportResult(**done)


def _of_no_clinic(rows: Sequence[VisitRow], clinics: dict[str, Clinic]) -> list[BadRow]:
    names = ", ".join(sorted(clinic.name for clinic in clinics.values())) or "none yet"
    return [
        BadRow(row.row, "clinic", f"{row.clinic[:60]!r} is no clinic here. Clinics: {names}")
        for row in rows
        if row.clinic.casefold() not in clinics
    ]


async def _of_no_flow(rows: Sequence[VisitRow], clinics: dict[str, Clinic], uow: UnitOfWork) -> list[BadRow]:
    """A flow is one that comes with Previsit, or one of the clinic's own that is published for such visits."""
    own = [row for row in rows if row.flow not in flows() and row.clinic.casefold() in clinics]
    releases = {name: await uow.releases.of_clinic(clinics[name].id) for name in {row.clinic.casefold() for row in own}}
    return [
        BadRow(row.row, "flow", f"{row.flow[:60]!r} is no flow for such visits here. Flows: {_names(published)}")
        for row in own
        if release_for(published := releases[row.clinic.casefold()], row.flow, row.target) is None
    ]


def _names(published: Sequence[Release]) -> str:
    return ", ".join(sorted({*flows(), *(one.name for one in published)}))


def _of_another_clinic(
    rows: Sequence[VisitRow], clinics: dict[str, Clinic], known: dict[str, Visit | None]
) -> list[BadRow]:
    """A clinic must not reach another's visit by using its id."""
    return [
        BadRow(row.row, "visit_id", "belongs to a visit of another clinic; use an id of its own")
        for row in rows
        if (visit := known[row.visit_id]) and (clinic := clinics.get(row.clinic.casefold()))
        if visit.clinic_id != clinic.id
    ]


async def _take(row: VisitRow, clinic: Clinic, known: dict[str, Visit | None], uow: UnitOfWork, now: datetime) -> str:
    visit = known[row.visit_id]
    if visit is None:
        await _add(row, clinic, uow, now)
        return "added"
    if visit.details is None or not await differs(row, visit, uow):
        return "unchanged"
    await change(row, visit, uow, now)
    return "cancelled" if row.status == "cancelled" != visit.status else "changed"


async def _add(row: VisitRow, clinic: Clinic, uow: UnitOfWork, now: datetime) -> None:
    number = await uow.numbers.find_or_add(row.phone, now)
    visit = Visit(
        id=uuid4(),
        visit_id=row.visit_id,
        clinic_id=clinic.id,
        number_id=number.id,
        details=row.details,
        language=row.language,
        **facts(row),
    )
    await uow.visits.add(visit, now)
    await _open_conversation(row, visit, uow, now)
    if row.consent_texting:
        await record_consent(row, visit, number, uow, now)


async def _open_conversation(row: VisitRow, visit: Visit, uow: UnitOfWork, now: datetime) -> None:
    flow = await pinned_flow(visit.clinic_id, row.flow, row.target, uow, now)
    conversation = Conversation(
        id=uuid4(),
        visit_id=visit.id,
        number_id=visit.number_id,
        flow_version=flow.version,
        language=row.language,
        channel="sms",
        session=new_session(flow),
        tracker=None,
    )
    await uow.conversations.add(conversation, now)
