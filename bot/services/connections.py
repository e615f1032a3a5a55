"""A clinic's own receivers: entered, tried with a made-up summary, taken away again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from bot.connections import Connection, Fhir, Webhook, new_secret, way_of
from bot.errors import DeliveryFailed, PrevisitError
from bot.ports import Clock, Probed, UnitOfWork, WaysOf
from bot.records import Clinic, Connected
from bot.services.delivery import OpenUnit
from bot.services.set_up import SetUpRefused
from bot.services.summary_shape import Summary, SummaryLine

JOB = "try_connection"
_WORDS = "This is a test of Previsit. It is about nobody: file it nowhere, and delete it."


class NotConnected(PrevisitError):
    """There is nothing to try."""

    def __init__(self, way: str) -> None:
        super().__init__(f"The way {way!r} is not set up for this clinic. Save its settings first.")


async def save_connection(clinic_id: UUID, connection: Connection, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Save what an admin entered, all of it or nothing, and let summaries go there."""
    if wrong := dict(connection.problems()):
        raise SetUpRefused(wrong)
    way = way_of(connection)
    async with uow:
        clinic = await uow.clinics.get(clinic_id)
        await uow.connections.save(clinic_id, connection)
        await uow.clinics.save(clinic_id, replace(clinic.settings, ways_out=_with(clinic, way)))
        await uow.audit.note(by, f"clinic.connect {way}", f"clinic:{clinic_id}", clock.now())
        await uow.commit()


async def save_webhook(clinic_id: UUID, url: str, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Save the address of a webhook; its secret is drawn with the first one, and stays."""
    known = await _webhook(clinic_id, uow)
    changed = replace(known, url=url) if known else Webhook(url, new_secret())
    await save_connection(clinic_id, changed, by=by, uow=uow, clock=clock)


async def save_fhir(
    clinic_id: UUID, entered: Fhir, new_key: Callable[[], str], *, by: str, uow: UnitOfWork, clock: Clock
) -> None:
    """Save how a record system is reached; a token that is left empty stays, and a key pair is drawn with the first login by key."""
    known = await _fhir(clinic_id, uow) or Fhir()
    key = known.key or (new_key() if entered.login == "smart" else "")
    token = entered.token or known.token
    changed = replace(entered, token=token, key=key, previous_key=known.previous_key)
    await save_connection(clinic_id, changed, by=by, uow=uow, clock=clock)


async def renew_key(clinic_id: UUID, new_key: Callable[[], str], *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Draw a new key pair; the public half of the one before stays in the key set until the next renewal."""
    known = await _fhir(clinic_id, uow)
    if known is None:
        raise NotConnected("fhir")
    changed = replace(known, key=new_key(), previous_key=known.key)
    await save_connection(clinic_id, changed, by=by, uow=uow, clock=clock)


async def _fhir(clinic_id: UUID, uow: UnitOfWork) -> Fhir | None:
    async with uow:
        connected = (await uow.connections.of_clinic(clinic_id)).get("fhir")
    return connected.connection if connected and isinstance(connected.connection, Fhir) else None


async def renew_secret(clinic_id: UUID, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Draw a new secret; the one before signs too until the next renewal, so that the receiver has time to change."""
    known = await _webhook(clinic_id, uow)
    if known is None:
        raise NotConnected("webhook")
    changed = replace(known, secret=new_secret(), previous=known.secret)
    await save_connection(clinic_id, changed, by=by, uow=uow, clock=clock)


async def _webhook(clinic_id: UUID, uow: UnitOfWork) -> Webhook | None:
    async with uow:
        connected = (await uow.connections.of_clinic(clinic_id)).get("webhook")
    return connected.connection if connected and isinstance(connected.connection, Webhook) else None


async def remove_connection(clinic_id: UUID, way: str, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Forget how a receiver is reached; what waits for it goes by the clinic's other ways, or becomes somebody's task."""
    async with uow:
        clinic = await uow.clinics.get(clinic_id)
        await uow.connections.remove(clinic_id, way)
        left = tuple(other for other in clinic.settings.ways_out if other != way)
        await uow.clinics.save(clinic_id, replace(clinic.settings, ways_out=left))
        await uow.audit.note(by, f"clinic.disconnect {way}", f"clinic:{clinic_id}", clock.now())
        await uow.commit()


def _with(clinic: Clinic, way: str) -> tuple[str, ...]:
    ways = clinic.settings.ways_out
    return ways if way in ways else (*ways, way)


async def ask_to_try(clinic_id: UUID, way: str, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Queue a test where summaries are sent from, so that it goes the way that they go."""
    async with uow:
        connected = (await uow.connections.of_clinic(clinic_id)).get(way)
        if connected is None:
            raise NotConnected(way)
        await uow.connections.tried(connected, clock.now())
        await uow.audit.note(by, f"clinic.try {way}", f"clinic:{clinic_id}", clock.now())
        await uow.jobs.defer(JOB, lock=f"connection:{connected.id}", clinic_id=str(clinic_id), way=way)
        await uow.commit()


async def try_out(clinic_id: UUID, way: str, ways_of: WaysOf, open_unit: OpenUnit, clock: Clock) -> None:
    """Hand over a made-up summary and keep what came of it."""
    async with open_unit() as uow:
        connected = (await uow.connections.of_clinic(clinic_id)).get(way)
        clinic = await uow.clinics.get(clinic_id)
    if connected is None:
        return
    receipt, problem = await _handed_over(connected, clinic, ways_of, clock.now())
    async with open_unit() as uow:
        await uow.connections.tried(connected, clock.now(), receipt=receipt, problem=problem)
        await uow.commit()


async def _handed_over(
    connected: Connected, clinic: Clinic, ways_of: WaysOf, now: datetime
) -> tuple[str | None, str | None]:
    """Return the receipt, or what stood in the way; a receiver that can be asked what it takes is asked, and files nothing."""
    summary = made_up(clinic, connected, now)
    try:
        way = (await ways_of(clinic.id))[connected.way]
        if isinstance(way, Probed):
            return await way.probe(), None
        return await way.deliver(summary.to_json(), identifier=summary.identifier), None
    except DeliveryFailed as failed:
        return None, str(failed)
    except Exception as error:  # whatever it is, the admin waits for an answer
        return None, f"{type(error).__name__} inside the way {connected.way!r}; this is a fault of ours."


def made_up(clinic: Clinic, connected: Connected, now: datetime) -> Summary:
    """Return a summary about nobody that says so in every part."""
    return Summary(
        identifier=f"test-{connected.id}-{now:%Y%m%dT%H%M%S}",
        version=1,
        clinic_id=str(clinic.id),
        clinic=clinic.settings.display_name or clinic.name,
        visit_id="TEST",
        starts_at=now,
        time_zone=clinic.settings.time_zone,
        patient_name="Test Nobody",
        birth_date=date(1900, 1, 1),
        language="en",
        made_at=now,
        signed_off_at=now,
        source="staff",
        lines=(SummaryLine("notes", "Test", _WORDS, "staff"),),
        text=f"TEST\n{_WORDS}\n",
    )
