"""`previsit visits …`, `previsit summary` and `previsit schema`."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from bot.connections import Connection, Mllp
from bot.errors import PrevisitError
from bot.services.summary import STAFF_LANGUAGE, Summary, summary_of
from bot.services.visit_view import visit_json
from integrations.cli.output import put_out
from integrations.delivery.fhir.document import document
from integrations.delivery.hl7v2.message import control_id, message
from integrations.printing.summary_sheet import summary_pdf
from integrations.scheduling.intake import take_in
from integrations.schema import schema
from integrations.wiring import Wiring

FORMS = ("text", "json", "fhir", "hl7", "pdf")


class UnknownVisit(PrevisitError):
    """No visit has this id."""

    def __init__(self, visit_id: str) -> None:
        super().__init__(f"There is no visit {visit_id!r}. `previsit visits export` lists them.")


class UnknownForm(PrevisitError):
    """A summary does not come in this form."""

    def __init__(self, form: str) -> None:
        super().__init__(f"A summary does not come as {form!r}. Forms: {', '.join(FORMS)}.")


async def import_file(wiring: Wiring, file: Path) -> None:
    """Bring in a file of visits, or name every bad row."""
    result, notes = await take_in(_read(file), wiring.unit_of_work, wiring.clock)
    counts = (
        f"{result.added} added, {result.changed} changed, {result.unchanged} as before, {result.cancelled} cancelled"
    )
    typer.echo("\n  ".join([f"{file.name}: {counts}.", *notes]))
    await wiring.close()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise PrevisitError(f"{file} cannot be read: {error.strerror}.") from None


async def export(wiring: Wiring) -> None:
    """Print each visit as a line of JSON, a transaction each: memory stays flat however many there are."""
    async with wiring.unit_of_work() as uow:
        ids = await uow.visits.all_ids()
    for visit_id in ids:
        async with wiring.unit_of_work() as uow:
            typer.echo(json.dumps(await visit_json(visit_id, uow, wiring.clock), ensure_ascii=False))
    await wiring.close()


async def print_summary(wiring: Wiring, visit_id: str, form: str, language: str = STAFF_LANGUAGE) -> None:
    """Print what is or would be sent about a visit. language: of our own words beside the patient's."""
    if form not in FORMS:
        raise UnknownForm(form)
    async with wiring.unit_of_work() as uow:
        visit = await uow.visits.called(visit_id)
        if visit is None:
            raise UnknownVisit(visit_id)
        if form == "json":
            said: str | bytes = json.dumps(await visit_json(visit.id, uow, wiring.clock), ensure_ascii=False, indent=2)
        else:
            now = wiring.clock.now()
            summary = await summary_of(visit, uow, now, version=max(visit.summary_version, 1), language=language)
            connected = (await uow.connections.of_clinic(visit.clinic_id)).get("hl7v2")
            said = _written(summary, form, connected.connection if connected else None)
    put_out(said)
    await wiring.close()


def print_schema() -> None:
    typer.echo(json.dumps(schema(), ensure_ascii=False, indent=2))


def _written(summary: Summary, form: str, engine: Connection | None) -> str | bytes:
    """engine: the clinic's, whose names stand in an HL7 message; segments end in a carriage return, as they are sent."""
    if form == "pdf":
        return summary_pdf(summary)
    if form == "hl7":
        to = engine if isinstance(engine, Mllp) else Mllp()
        pdf = summary_pdf(summary) if to.pdf else None
        return message(summary, to, control_id=control_id(summary.identifier), pdf=pdf)
    return summary.text if form == "text" else json.dumps(document(summary), ensure_ascii=False, indent=2)
