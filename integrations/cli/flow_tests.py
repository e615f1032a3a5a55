"""`previsit flows test`: the tests that flows carry, run on the assistant."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import typer

from bot.flow.drafting.approval import DraftRefused
from bot.flow.model import Flow
from integrations.cli.set_up import MODELS


def run_tests(flows: Sequence[Flow]) -> None:
    """Print what of each flow goes otherwise than its tests say; exit 1 when something does."""
    found = _problems(flows)
    for flow, problems in zip(flows, found, strict=True):
        for problem in problems:
            typer.echo(f"{flow.name}: {problem}", err=True)
        typer.echo(f"{flow.name}: {len(flow.tests) - len(problems)} of {len(flow.tests)} tests go as written")
    if any(found):
        raise typer.Exit(1)


def refuse_failing(flow: Flow) -> None:
    """Raise DraftRefused when a test that the flow carries does not go as written; a flow without tests loads nothing."""
    problems = _problems([flow])[0] if flow.tests else ()
    if problems:
        raise DraftRefused(f"A test of this flow does not go as written. The first: {problems[0]}")


def _problems(flows: Sequence[Flow]) -> list[tuple[str, ...]]:
    from bot.engine.assistant import Assistant  # imports Rasa, about 20 s
    from bot.simulation.rehearsal import problems

    assistant = Assistant.load(MODELS)

    async def of_all() -> list[tuple[str, ...]]:
        return [await problems(flow, assistant) for flow in flows]

    return asyncio.run(of_all())
