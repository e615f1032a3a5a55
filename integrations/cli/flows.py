"""`previsit flows …`."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import typer

from bot.flow.checks.cost import cost
from bot.flow.checks.running import Checked, checked
from bot.flow.diff import changes
from bot.flow.file_schema import flow_file_schema
from bot.flow.library import FlowError, flow_text, flows, parse_flow
from bot.flow.model import LANGUAGES, Flow
from integrations.cli import set_up
from integrations.questionnaires.exported import questionnaire
from integrations.questionnaires.read import read_questionnaire
from integrations.questionnaires.valid import NoQuestionnaire

_VERSION = re.compile("[0-9a-f]{12}")
FORMS = ("yaml", "fhir")


def check(files: Sequence[Path]) -> None:
    """Print for each flow what is wrong, with file, line, reason and fix; exit 1 when one has an error."""
    given = [(str(path), partial(text_of, path)) for path in files] or [(n, partial(flow_text, n)) for n in flows()]
    fine = [_is_fine(where, read) for where, read in given]  # every one, not only up to the first that is not
    if not all(fine):
        raise typer.Exit(1)


def diff(before: str, after: str) -> None:
    """Print what changed from one flow to another; each is a file, or the name of a shipped flow."""
    for change in changes(read_flow(before), read_flow(after)):
        typer.echo(f"{change}")


def schema() -> None:
    typer.echo(json.dumps(flow_file_schema(), indent=2))


def export(given: str, to: str) -> None:
    """Print a flow as one of FORMS."""
    if to not in FORMS:
        raise FlowError(f"There is no format {to!r}. Formats: {', '.join(FORMS)}.")
    text = _text(given)
    flow = parse_flow(text, given)
    if to == "yaml":
        typer.echo(text, nl=False)
    else:
        typer.echo(json.dumps(questionnaire(flow), ensure_ascii=False, indent=2))


def imported(file: Path) -> None:
    try:
        found = read_questionnaire(text_of(file), otherwise=file.stem)
    except NoQuestionnaire as error:
        raise FlowError(f"{file}: {error}") from None
    for note in found.unheld:
        typer.echo(f"{file.name}, {note}", err=True)
    typer.echo(found.text, nl=False)


def read_flow(given: str) -> Flow:
    """Read a flow: given is a file, the name of a shipped flow, or a published version such as 0123456789ab."""
    return parse_flow(_text(given), given)


def _text(given: str) -> str:
    if given in flows():
        return flow_text(given)
    published = _published(given) if _VERSION.fullmatch(given) and not Path(given).exists() else None
    return text_of(Path(given)) if published is None else published


def _published(version: str) -> str | None:
    from integrations.cli.flow_releases import published_text  # needs the database, which files do not

    return asyncio.run(published_text(set_up.wiring_here(), version))


def text_of(path: Path) -> str:
    """Read a file, or raise FlowError that says why it cannot be."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise FlowError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise FlowError(f"{path}, line {line}: this is not UTF-8. Save the file as UTF-8.") from None


def _costs(flow: Flow) -> str:
    """Say what one patient costs in text messages, from the invitation to the thanks: fewest, typical, most."""
    costs = {language: cost(flow, language) for language in LANGUAGES}
    said = (f"{language} {one.best}, {one.typical}, {one.worst}" for language, one in costs.items())
    return f"text messages a patient (fewest, typical, most): {'; '.join(said)}"


def _is_fine(where: str, read: Callable[[], str]) -> bool:
    try:
        result = checked(read(), where)
    except FlowError as error:
        result = Checked(None, broken=error)
    for problem in (*filter(None, [result.broken]), *result.findings):
        typer.echo(f"{problem}", err=True)
    if result.flow is not None:
        typer.echo(
            f"{where}: {len(result.flow.questions)} questions, version {result.flow.version}; {_costs(result.flow)}"
        )
    return result.publishable
