"""What can be typed after `previsit`."""

from __future__ import annotations

import asyncio
import sys
from enum import Enum
from pathlib import Path

import typer

from integrations.cli import set_up

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Asks patients what matters to them before a visit, and puts it before their care team in time.",
)
visits = typer.Typer(no_args_is_help=True, help="Bring visits in, or write them out.")
flows = typer.Typer(no_args_is_help=True, help="Look after the questions a clinic asks.")
app.add_typer(visits, name="visits")
app.add_typer(flows, name="flows")


@app.command()
def up() -> None:
    """Run everything: database, web, workers; with a demonstration clinic where there is no clinic yet."""
    from integrations.processes.everything import run_everything

    run_everything(set_up.environment())


@app.command()
def web() -> None:
    """Run the web process: webhooks, the chat, the coordinators' pages."""
    from integrations.processes.web import run_web

    run_web(set_up.wiring_here())


@app.command()
def worker(kind: str = typer.Option("all", help="all, turns, messenger or courier")) -> None:
    """Run the workers: turns (with Rasa), messenger (texts, alerts), courier (reminders, deliveries)."""
    from integrations.processes.workers import run_workers

    run_workers(kind)


@app.command()
def migrate() -> None:
    """Bring the database to the schema of this version."""
    set_up.database(set_up.settings_here())
    set_up.say("The database is up to date.")


@app.command()
def train() -> None:
    """Train the assistant from data/, domain.yml and config.yml into models/."""
    set_up.train()


@app.command()
def demo(url: str = typer.Option("", help="Where the web process answers; by default as the settings say.")) -> None:
    """Make the demonstration: Maple Street Clinic and a week of visits, through the pages and webhooks of a running Previsit."""
    from integrations.demonstration.week import make_demonstration

    settings = set_up.settings_here()
    asyncio.run(make_demonstration(set_up.wiring_here(), url or settings.address))


@app.command()
def clinic(
    name: str, admin: str = typer.Option(..., help="e-mail address"), admin_name: str = typer.Option(...)
) -> None:
    """Found a clinic; prints the one-time link with which its first admin sets a password."""
    from bot.services.founding import found_clinic

    wiring = set_up.wiring_here()
    unit, settings = wiring.unit_of_work(), wiring.settings
    token = asyncio.run(found_clinic(name, admin, admin_name, unit, wiring.clock))
    typer.echo(f"{settings.address}/welcome/{token}")


@app.command()
def chat(
    language: str = typer.Option("en", help="en or es"),
    flow: str = typer.Option("adult_follow_up", help="a flow of bot/flow/definitions"),
    as_json: bool = typer.Option(False, "--json", help="a JSON line in, a JSON line out"),
) -> None:
    """Be a patient, through the real path: received, understood, decided, stored.

    --json: a line {"text"} is answered by a line {"replies","state","agenda","alerts"}; one that cannot be read by a
    line {"error"} that names it. The next line is taken all the same, and the command then ends with exit code 1.
    """
    from integrations.cli.chat import run_chat

    run_chat(language, flow, as_json)


@app.command()
def understand() -> None:
    """Read JSON lines {"id","text","language"?,"question"?}; print what was understood of each, in order."""
    from integrations.cli.understand import run_understand

    run_understand(sys.stdin, sys.stdout)


class StaffLanguage(str, Enum):
    EN = "en"
    ES = "es"


_LANGUAGE = typer.Option(StaffLanguage.EN, help="Of our own words beside the patient's.")


@app.command()
def summary(
    visit: str,
    form: str = typer.Option("text", "--format", help="text, json, fhir, hl7, pdf"),
    language: StaffLanguage = _LANGUAGE,
) -> None:
    """Print what is or would be sent about a visit; VISIT is the visit_id of the import."""
    from integrations.cli.visits import print_summary

    asyncio.run(print_summary(set_up.wiring_here(), visit, form, language.value))


@app.command()
def huddle(
    clinic: str,
    day: str = typer.Option("", help="As 2026-12-14; today where it is left out."),
    language: StaffLanguage = _LANGUAGE,
) -> None:
    """Print a clinic's day as PDF, a sheet for each clinician: who comes, what each wants first, what to prepare."""
    from integrations.cli.huddle import print_huddle

    asyncio.run(print_huddle(set_up.wiring_here(), clinic, day, language.value))


@app.command()
def reconcile() -> None:
    """Prove that nothing is missing: texts that Twilio has and we have not, summaries that their receivers have not.

    What can be repaired is; ends with 1 when something needs a person.
    """
    from integrations.cli.reconcile import print_certificate

    if not asyncio.run(print_certificate(set_up.wiring_here())):
        raise typer.Exit(1)


@app.command()
def schema() -> None:
    """Print the JSON Schema of every shape that goes in or out."""
    from integrations.cli.visits import print_schema

    print_schema()


@visits.command("import")
def import_visits(file: Path) -> None:
    """Bring in visits from a CSV file or a FHIR Bundle of Appointments; a bad row is named and nothing is imported.

    Of a Bundle: "row" is the place among its entries. The clinic is a Location, HealthcareService or Organization that
    takes part; the time zone is that of the clinic. What FHIR has no place for comes as an extension
    urn:previsit:COLUMN of the Appointment or the Patient (consent_texting, consent_recorded_at, consent_source, flow,
    …). Without it, consent stays as it is known for the visit and the number, and is "no" for a new visit.
    """
    from integrations.cli.visits import import_file

    asyncio.run(import_file(set_up.wiring_here(), file))


@visits.command("export")
def export_visits() -> None:
    """Print one JSON line a visit."""
    from integrations.cli.visits import export

    asyncio.run(export(set_up.wiring_here()))


@flows.command("check")
def check_flows(files: list[Path] = typer.Argument(None, help="by default every shipped flow")) -> None:  # noqa: B008
    """Read flows and say what is wrong, with file and line."""
    from integrations.cli.flows import check

    check(files or [])


@flows.command("diff")
def diff_flows(before: str, after: str) -> None:
    """Say what changed between two flows, question by question; each is a file, the name of a shipped flow, or a version."""
    from integrations.cli.flows import diff

    diff(before, after)


@flows.command("simulate")
def simulate_flow(
    flow: str,
    against: str = typer.Option(None, help="another version, to compare"),
    patients: int = typer.Option(1000, min=1, max=100_000),
    seed: int = typer.Option(1, help="the same seed makes the same crowd"),
    as_json: bool = typer.Option(False, "--json", help="print the whole report"),
) -> None:
    """Let a crowd of made-up patients talk to a flow, and say who completes it, who leaves where, and what it costs."""
    from integrations.cli.flows import read_flow
    from integrations.cli.simulation import run_simulation

    run_simulation([read_flow(one) for one in (flow, against) if one], patients, seed, as_json=as_json)


_TESTED = typer.Argument(None, help="files or names; without any: every shipped flow")


@flows.command("test")
def run_flow_tests(
    files: list[str] = _TESTED,
) -> None:
    """Run the conversations that flows carry as their tests; publishing runs them too."""
    from bot.flow.library import flows as shipped
    from integrations.cli.flow_tests import run_tests
    from integrations.cli.flows import read_flow

    run_tests([read_flow(one) for one in files or shipped()])


_CLINICIAN = typer.Option(None, help="only visits with this clinician")
_VISIT_TYPE = typer.Option(None, help="only visits of this type")
_LANGUAGE = typer.Option(None, help="only visits in this language: en or es")


@flows.command("publish")
def publish_flow(
    file: Path,
    clinic: str = typer.Option(..., help="the clinic's name"),
    approved_by: str = typer.Option(..., help="the clinician who read and approved it"),
    clinician: str = _CLINICIAN,
    visit_type: str = _VISIT_TYPE,
    language: str = _LANGUAGE,
) -> None:
    """Give a clinic's new visits this flow from now on; conversations that exist keep theirs."""
    from integrations.cli.flow_releases import Target, publish_file
    from integrations.cli.flow_tests import refuse_failing
    from integrations.cli.flows import read_flow

    target = Target(clinician, visit_type, language)
    refuse_failing(read_flow(str(file)))
    asyncio.run(publish_file(set_up.wiring_here(), file, clinic, approved_by, target))


@flows.command("rollback")
def roll_back_flow(
    name: str,
    clinic: str = typer.Option(..., help="the clinic's name"),
    clinician: str = _CLINICIAN,
    visit_type: str = _VISIT_TYPE,
    language: str = _LANGUAGE,
) -> None:
    """Give new visits the version before; before the first one, what they got without it."""
    from integrations.cli.flow_releases import Target, go_back

    asyncio.run(go_back(set_up.wiring_here(), name, clinic, Target(clinician, visit_type, language)))


@flows.command("releases")
def list_releases(clinic: str = typer.Option(..., help="the clinic's name")) -> None:
    """List what a clinic has published, the newest first, with who approved it, and which versions conversations run on."""
    from integrations.cli.flow_releases import show_releases

    asyncio.run(show_releases(set_up.wiring_here(), clinic))


@flows.command("schema")
def flow_schema() -> None:
    """Print the JSON Schema of flow files, for an editor that completes and explains while you type."""
    from integrations.cli.flows import schema

    schema()


@flows.command("reference")
def flow_reference() -> None:
    """Print the flow language as one page of Markdown: every key, value and check."""
    from bot.flow.reference import reference

    typer.echo(reference(), nl=False)


@flows.command("export")
def export_flow(
    flow: str, to: str = typer.Option("yaml", "--format", help="yaml or fhir (a Questionnaire, R4)")
) -> None:
    """Print a flow (a file, the name of a shipped one, or a version) as it is written, or as a FHIR Questionnaire."""
    from integrations.cli.flows import export

    export(flow, to)


@flows.command("import")
def import_flow(file: Path) -> None:
    """Print the YAML of a flow from a FHIR Questionnaire (JSON); look it over with `previsit flows check`."""
    from integrations.cli.flows import imported

    imported(file)
