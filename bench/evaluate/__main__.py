"""`make evaluate`: prints the figures, writes them into the page for clinical safety leads, and lists what to look at."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys

import skops.io  # noqa: F401 - before Rasa, see integrations/processes/turns.py

from bench.evaluate.asking import Measured, measure
from bench.evaluate.page import rewritten
from bench.evaluate.report import json_lines, tables
from bot.engine.assistant import Assistant
from integrations.cli.set_up import MODELS, say
from integrations.observability import configure_logging
from integrations.places import ROOT

PAGE = ROOT / "docs" / "clinical-safety.md"
MISSES = ROOT / "var" / "evaluation" / "misses.txt"


def main() -> None:
    asked = argparse.ArgumentParser(prog="make evaluate", description=__doc__)
    asked.add_argument("--json", action="store_true", help="print the figures as JSON, one a line")
    as_json = asked.parse_args().json
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    configure_logging("ERROR")
    measured = asyncio.run(measure(Assistant.load(MODELS)))
    sys.stdout.write((_json if as_json else _shown)(measured) + "\n")
    _keep(measured)


def _json(measured: Measured) -> str:
    return "\n".join((json_lines("development", measured.development), json_lines("frozen", measured.frozen)))


def _shown(measured: Measured) -> str:
    return "\n\n".join(
        (
            "Percent, with the Wilson 95 % interval and n. Synthetic, written by the same people, not patient text.",
            "== the development set, whose misses were looked at: it flatters ==",
            tables(measured.development),
            "== the frozen test set, which nobody looks at ==",
            tables(measured.frozen),
        )
    )


def _keep(measured: Measured) -> None:
    page = rewritten(PAGE.read_text(encoding="utf-8"), measured.frozen, measured.unnoticed)
    PAGE.write_text(page, encoding="utf-8")
    MISSES.parent.mkdir(parents=True, exist_ok=True)
    MISSES.write_text("\n\n".join(measured.misses) + "\n", encoding="utf-8")
    say(
        f"Wrote {PAGE.relative_to(ROOT)}, and {len(measured.misses)} misses of the development set to {MISSES.relative_to(ROOT)}."
    )


main()
