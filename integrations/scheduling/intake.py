"""A file of visits on its way in: read, held against the clock and against what is known, and stored whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clinics import PRACTICE
from bot.ports import Clock, UnitOfWork
from bot.records import Visit
from bot.services.import_visits import ImportResult, import_visits
from bot.services.visit_rows import BadRow, ImportRefused, VisitRow
from integrations.scheduling import fhir_bundle
from integrations.scheduling.cells import Cells, is_visit_id, read_row, twice
from integrations.scheduling.csv_file import read_csv
from integrations.scheduling.fhir_bundle import Draft, read_bundle

# An export of the night still holds who walked in during the day, booked and seen since the export before it.
STILL_NEWS = timedelta(hours=24)
PROXY = ("proxy_name", "proxy_phone", "proxy_relation")


@dataclass(frozen=True)
class Read:
    """The visits of a file that can be taken, what is wrong with the others, and what was left out."""

    rows: Sequence[VisitRow]
    bad: Sequence[BadRow]
    notes: Sequence[str] = ()


async def take_in(data: bytes, units: Callable[[], UnitOfWork], clock: Clock) -> tuple[ImportResult, Sequence[str]]:
    """Store every visit of a file and return what was left out, or raise ImportRefused with every bad row."""
    now = clock.now()
    async with units() as uow:
        read = await _bundle(data, uow, now) if _is_json(data) else Read(*read_csv(data, now))
        old = await _long_over(read.rows, uow, now)
    return await import_visits(read.rows, units(), clock, bad=[*read.bad, *old]), read.notes


def _is_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


async def _long_over(rows: Sequence[VisitRow], uow: UnitOfWork, now: datetime) -> list[BadRow]:
    """A new visit in the past is most often a typing error; one that is known has simply taken place since."""
    old = [row for row in rows if row.starts_at < now - STILL_NEWS and row.status != "cancelled"]
    return [
        BadRow(row.row, "starts_at", "is in the past; correct it, or leave the visit out")
        for row in old
        if await uow.visits.called(row.visit_id) is None
    ]


async def _bundle(data: bytes, uow: UnitOfWork, now: datetime) -> Read:
    if len(data) > fhir_bundle.MAX_BYTES:
        raise ImportRefused(f"the file is larger than {fhir_bundle.MAX_BYTES // 1024 // 1024} MB. Split it.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefused("the file is not UTF-8, as JSON must be.") from None
    zones = {one.name.casefold(): one.settings.time_zone for one in await uow.clinics.all() if one.name != PRACTICE}
    drafts = read_bundle(text, zones)
    taken = [await _row(draft, drafts.bad, uow, now) for draft in drafts.visits]
    rows = [row for row in taken if row is not None]
    return Read(rows, [*drafts.bad, *twice(rows)], drafts.notes)


async def _row(draft: Draft, bad: list[BadRow], uow: UnitOfWork, now: datetime) -> VisitRow | None:
    """Check one visit as a row of a CSV. What a Bundle need not say stays as it is known; consent is never made up."""
    visit_id = draft.cells["visit_id"]
    visit = await uow.visits.called(visit_id) if is_visit_id(visit_id) else None
    unsaid = {"language": visit.language if visit else "en", "consent_texting": "no"}
    if visit is not None and draft.cells["status"] == "cancelled":
        unsaid["starts_at"] = visit.starts_at.isoformat()  # FHIR lets a cancelled one go without its time
    cells = Cells(
        draft.row, draft.cells | {key: value for key, value in unsaid.items() if not draft.cells.get(key)}, now
    )
    row = read_row(cells)
    bad.extend(cells.bad)
    return await _as_known(row, draft, visit, uow) if row and visit and visit.details else row


async def _as_known(row: VisitRow, draft: Draft, visit: Visit, uow: UnitOfWork) -> VisitRow:
    if not draft.cells.get("consent_texting"):
        same_phone = (await uow.numbers.get(visit.number_id)).e164 == row.phone  # it was given for that one alone
        agreed, health = visit.consent_texting and same_phone, visit.consent_health_texts and same_phone
        row = replace(row, consent_texting=agreed, consent_health_texts=health)
    conversation = await uow.conversations.of_visit(visit.id)
    if conversation is not None and not draft.cells.get("flow"):
        row = replace(row, flow=conversation.session.flow)
    proxy = {name: getattr(visit.details, name) for name in PROXY if not draft.cells.get(name)}
    return replace(row, details=replace(row.details, **proxy))
