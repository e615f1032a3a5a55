"""`previsit flows simulate`: a made-up crowd talks to a flow, or to two versions of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot.flow.model import Flow
from bot.simulation.report import Group, Report
from integrations.cli.set_up import MODELS

_SHOWN = 2
_WIDTH = 100  # columns of the table


def run_simulation(flows: Sequence[Flow], patients: int, seed: int, *, as_json: bool) -> None:
    """Print what becomes of the crowd with each of the flows, side by side."""
    reports = _reports(flows, patients, seed)
    if as_json:
        typer.echo(json.dumps([one.to_json() for one in reports], ensure_ascii=False, indent=2))
        return
    console = Console(width=_WIDTH)
    for one in reports:
        console.print(_table(one))
        for line in _remarks(one):
            console.print(line)
    if len(reports) > 1:
        console.print(_compared(*reports[:2]))


def _reports(flows: Sequence[Flow], patients: int, seed: int) -> list[Report]:
    from bot.engine.assistant import Assistant  # imports Rasa, about 20 s
    from integrations.processes.crowd import simulate_in_processes

    with Progress(console=Console(stderr=True), transient=True) as shown:
        loading = shown.add_task("Loading the assistant", total=None)
        assistant = Assistant.load(MODELS)
        shown.remove_task(loading)
        tasks = [shown.add_task(f"{flow.name} {flow.version}", total=patients) for flow in flows]
        return simulate_in_processes(
            flows, assistant, patients=patients, seed=seed, progress=lambda flow: shown.advance(tasks[flow])
        )


def _table(report: Report) -> Table:
    table = Table(title=f"{report.flow} {report.version}, {report.whole.patients} made-up patients, seed {report.seed}")
    for heading in ("who", "patients", "completed", "texts", "parts", "most parts", "left at"):
        table.add_column(heading, justify="left" if heading in ("who", "left at") else "right")
    for group in (report.whole, *report.languages, *report.personas):
        table.add_row(*_row(group))
    return table


def _row(group: Group) -> tuple[str, ...]:
    return (
        group.name,
        str(group.patients),
        "refuse" if group.completed is None else f"{group.completed:.1%}",
        f"{group.texts:g}",
        f"{group.parts:g}",
        str(group.most_parts),
        _most(group.left_at),
    )


def _most(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in list(counts.items())[:_SHOWN])


def _remarks(report: Report) -> Iterator[str]:
    if report.worst is not None:
        yield f"Completes least: {report.worst.name} ({report.worst.completed:.1%})."
    if report.whole.asked_again:
        yield f"Asked three times in a row: {_most(report.whole.asked_again)}."
    if report.never_asked:
        yield f"Asked of nobody: {', '.join(report.never_asked)}."
    yield f"Answers of which nothing was kept: {len(report.lost)}."
    yield from (f"  {text!r}" for text in report.lost[:10])


def _compared(one: Report, other: Report) -> str:
    def change(before: float, after: float, form: str) -> str:
        return f"{before:{form}} -> {after:{form}}"

    completed = change(one.whole.completed or 0, other.whole.completed or 0, ".1%")
    texts, parts = change(one.whole.texts, other.whole.texts, "g"), change(one.whole.parts, other.whole.parts, "g")
    return f"From {one.version} to {other.version}: completed {completed}, texts {texts}, parts sent {parts}."
